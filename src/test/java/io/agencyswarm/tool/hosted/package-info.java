/** Tests of tools that the provider runs. */
@NullMarked
package io.agencyswarm.tool.hosted;

import org.jspecify.annotations.NullMarked;
