/** Tests of tokens and prices. */
@NullMarked
package io.agencyswarm.usage;

import org.jspecify.annotations.NullMarked;
