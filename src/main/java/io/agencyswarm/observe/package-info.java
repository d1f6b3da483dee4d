/**
 * What a run does, told to whoever observes: metrics, traces, logs. A {@link io.agencyswarm.observe.RunObserver} is
 * asked for a {@link io.agencyswarm.observe.Span} when a run begins, and from there hears of each
 * {@link io.agencyswarm.observe.Step} within it, as a tree. Steps and outcomes hold no prompt, argument or answer:
 * these are told apart, by {@code Span.input} and {@code Span.output}. Imports {@code item}, {@code usage} and
 * {@code error}.
 */
@NullMarked
package io.agencyswarm.observe;

import org.jspecify.annotations.NullMarked;
