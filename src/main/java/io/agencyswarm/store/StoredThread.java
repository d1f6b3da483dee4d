package io.agencyswarm.store;

import org.jspecify.annotations.Nullable;

/**
 * A thread without its items. Times are milliseconds since the epoch, of the store's clock.
 *
 * @param title the chat name, else the beginning of the first text of the user; may be empty
 * @param version grows with each write to its items
 * @param liveRunId the run that adds to it now, null for none
 */
public record StoredThread(
        ThreadKey key,
        String title,
        long createdAt,
        long updatedAt,
        int itemCount,
        long bytes,
        long version,
        @Nullable String liveRunId) {}
