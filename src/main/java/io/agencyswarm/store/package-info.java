/**
 * Stores the rows of runs, and the threads that they add to. {@link io.agencyswarm.store.Store} is the port; its
 * implementations are {@code memory}, {@code embedded} (SQLite) and {@code postgresql}, one of which
 * {@code agency-swarm.store.kind} selects. {@link io.agencyswarm.store.StoreRules} decides what all of them decide
 * alike. A run that names no thread, has no key and is not in the background is never stored here. Imports
 * {@code error}, {@code item}, {@code json}, {@code setting}, {@code text} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.store;

import org.jspecify.annotations.NullMarked;
