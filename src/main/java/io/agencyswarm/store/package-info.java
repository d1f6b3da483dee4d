/**
 * Stores the rows of runs, and the threads that they add to. {@link io.agencyswarm.store.Store} is the port, and
 * {@code agency-swarm.store.kind} selects its implementation: {@code store.memory}, or one of {@code store.jdbc}.
 * {@link io.agencyswarm.store.StoreRules} decides what all of them decide alike. A run that names no thread, has no key
 * and is not in the background is never stored here. Imports {@code error}, {@code item},
 * {@code json}, {@code setting}, {@code text} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.store;

import org.jspecify.annotations.NullMarked;
