package io.agencyswarm.store;

import org.jspecify.annotations.Nullable;

/**
 * The row of a run. Times are milliseconds since the epoch, of the store's clock.
 *
 * @param thread the thread that it adds to; null for none
 * @param ownerAddress {@code ip:port} at which peers reach the process that has the run; null if it is not known
 * @param startedAt null while it is queued
 * @param endedAt null until it has ended
 * @param result its result; null until it has ended
 * @param lastEventId the last frame of the last turn whose items are stored; 0 before that
 * @param leaseUntil when the run's lease expires unless its process renews it; null if no other process can take the
 *     run over
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
        @Nullable StoredResult result,
        long lastEventId,
        @Nullable Long leaseUntil) {}
