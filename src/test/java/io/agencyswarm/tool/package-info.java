/** Tests of the tools. */
@NullMarked
package io.agencyswarm.tool;

import org.jspecify.annotations.NullMarked;
