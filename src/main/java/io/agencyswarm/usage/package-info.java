/** The tokens and the cost of model requests. Imports nothing of this project. */
@NullMarked
package io.agencyswarm.usage;

import org.jspecify.annotations.NullMarked;
