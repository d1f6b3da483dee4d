/**
 * Optional libraries. A class that needs one is marked with {@link io.agencyswarm.optional.IfLibrary}, and excluded at
 * build time if the application does not have the library. Imports nothing of this project. Every package may import
 * this one.
 */
@NullMarked
package io.agencyswarm.optional;

import org.jspecify.annotations.NullMarked;
