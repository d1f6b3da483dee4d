/** Tests of the store in memory. */
@NullMarked
package io.agencyswarm.store.memory;

import org.jspecify.annotations.NullMarked;
