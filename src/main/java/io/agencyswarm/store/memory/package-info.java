/**
 * The store {@code memory}, for one process: everything in maps behind one lock, limited in bytes. Imports
 * {@code error}, {@code item}, {@code json} and {@code store}.
 */
@NullMarked
package io.agencyswarm.store.memory;

import org.jspecify.annotations.NullMarked;
