/**
 * Tests of stores of runs and threads. {@code StoreContract} has the contract of all stores; the test of each kind of
 * store extends it. Also tests the upkeep.
 */
@NullMarked
package io.agencyswarm.store;

import org.jspecify.annotations.NullMarked;
