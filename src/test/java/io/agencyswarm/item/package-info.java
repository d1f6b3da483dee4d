/** Tests of items and threads. */
@NullMarked
package io.agencyswarm.item;

import org.jspecify.annotations.NullMarked;
