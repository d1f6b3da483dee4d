/**
 * From a request's body to a run: what the contract's own endpoints and those of AG-UI have in common. Reads bodies
 * with every fault where it is, attaches files, binds a run to its client's model settings. Imports everything below
 * {@code http} and {@code agui}, which are the two that use it.
 */
@NullMarked
package io.agencyswarm.request;

import org.jspecify.annotations.NullMarked;
