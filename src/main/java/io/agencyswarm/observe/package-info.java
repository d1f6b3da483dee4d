/**
 * Reports the steps of runs to observers: metrics, traces, logs. A {@link io.agencyswarm.observe.RunObserver} returns
 * a {@link io.agencyswarm.observe.Span} when a run begins, which receives each {@link io.agencyswarm.observe.Step}
 * within it, as a tree. Steps and outcomes hold no prompt, argument or answer: these are passed separately, to
 * {@code Span.input} and {@code Span.output}. Imports {@code error}, {@code item} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.observe;

import org.jspecify.annotations.NullMarked;
