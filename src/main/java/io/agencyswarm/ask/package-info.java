/**
 * Asking an agency from Java: {@link io.agencyswarm.ask.Agencies} is injected, takes a
 * {@link io.agencyswarm.ask.Question} and gives an {@link io.agencyswarm.ask.Answer}. The run is the same as that of a
 * client's request. Imports {@code run} and what it may import; nothing imports this package.
 */
@NullMarked
package io.agencyswarm.ask;

import org.jspecify.annotations.NullMarked;
