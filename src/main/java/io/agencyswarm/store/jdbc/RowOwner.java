package io.agencyswarm.store.jdbc;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process that writes rows of runs.
 *
 * @param id a new one at each start
 * @param address where peers reach it, as {@code ip:port}; null where that is not known
 * @param leaseMillis how long a row is the process's without a renewal
 * @param isShared whether other processes use the database too
 */
record RowOwner(String id, Supplier<@Nullable String> address, long leaseMillis, boolean isShared) {

    /** Nobody's name: of rows that were taken from their owner. */
    static final String NOBODY = "";
}
