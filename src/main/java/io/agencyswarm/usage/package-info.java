/** What model requests used and cost. Imports nothing of this project. */
@NullMarked
package io.agencyswarm.usage;

import org.jspecify.annotations.NullMarked;
