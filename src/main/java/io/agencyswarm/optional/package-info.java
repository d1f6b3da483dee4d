/**
 * Libraries that an application may do without. What needs one of them is marked with {@link
 * io.agencyswarm.optional.IfLibrary}, and left out at build time where the application does not have the library.
 * Imports nothing, and every package may import it.
 */
@NullMarked
package io.agencyswarm.optional;

import org.jspecify.annotations.NullMarked;
