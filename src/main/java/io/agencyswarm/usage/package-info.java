/** The tokens and the cost of model requests. Imports {@code json}. */
@NullMarked
package io.agencyswarm.usage;

import org.jspecify.annotations.NullMarked;
