/** Tests of items, threads and JSON. */
@NullMarked
package io.agencyswarm.item;

import org.jspecify.annotations.NullMarked;
