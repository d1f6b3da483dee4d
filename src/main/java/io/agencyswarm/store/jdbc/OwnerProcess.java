package io.agencyswarm.store.jdbc;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This process, as the owner of the rows of its runs.
 *
 * @param id a new one at each start
 * @param address supplies {@code ip:port} at which peers reach it; null if it is not known
 * @param leaseMillis the duration of a lease that is not renewed
 * @param isShared whether other processes use the database too
 */
record OwnerProcess(String id, Supplier<@Nullable String> address, long leaseMillis, boolean isShared) {}
