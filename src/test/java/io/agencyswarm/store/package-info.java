/**
 * What every store of runs and threads has to do: {@code StoreContract} is the behaviour of the port, and a kind of
 * store is tested by extending it. Beside it the store in memory, and the upkeep.
 */
@NullMarked
package io.agencyswarm.store;

import org.jspecify.annotations.NullMarked;
