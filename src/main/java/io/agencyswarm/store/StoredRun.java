package io.agencyswarm.store;

import org.jspecify.annotations.Nullable;

/**
 * The row of a run. Times are milliseconds since the epoch, of the store's clock.
 *
 * @param thread the thread that it adds to, null for none
 * @param ownerAddress {@code ip:port} at which peers find the process that has the run, null where that is not known
 * @param startedAt null while it is queued
 * @param endedAt null until it is over
 * @param ending how it ended, null until it is over
 * @param lastEventId the last frame of the last turn whose items are kept; 0 before that
 * @param leaseUntil when the run is given up unless its process renews that, null where no process can take it from another
 */
public record StoredRun(
        String runId,
        String agency,
        @Nullable String principal,
        @Nullable ThreadKey thread,
        boolean background,
        RunStatus status,
        @Nullable String ownerAddress,
        long createdAt,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable RunEnding ending,
        long lastEventId,
        @Nullable Long leaseUntil) {}
