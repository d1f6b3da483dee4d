/**
 * The Java API to ask agencies: inject {@link io.agencyswarm.ask.Agencies}, ask a {@link io.agencyswarm.ask.Question},
 * get an {@link io.agencyswarm.ask.Answer}. The run is the same as that of a client's request. Imports {@code agency},
 * {@code auth}, {@code error}, {@code eventlog}, {@code item}, {@code json}, {@code run}, {@code run.lifecycle},
 * {@code sse}, {@code store}, {@code tool.schema} and {@code usage}. Nothing imports this package.
 */
@NullMarked
package io.agencyswarm.ask;

import org.jspecify.annotations.NullMarked;
