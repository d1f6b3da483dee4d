/**
 * Optional libraries. A class that needs one is marked with {@link io.agencyswarm.optional.IfLibrary}, and excluded at
 * build time if the application does not have the library. Imports nothing, and every package may import it.
 */
@NullMarked
package io.agencyswarm.optional;

import org.jspecify.annotations.NullMarked;
