/**
 * The stores in databases: {@code embedded}, a SQLite file for one process, and {@code postgresql}. Both use the same
 * plain SQL; each method of the port is one transaction, on a platform thread with its own connection. The tables are
 * in {@code V1__runs_and_threads.sql}. Imports {@code error}, {@code item}, {@code json}, {@code store}, {@code text}
 * and {@code usage}.
 */
@NullMarked
package io.agencyswarm.store.jdbc;

import org.jspecify.annotations.NullMarked;
