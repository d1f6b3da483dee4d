/**
 * What a run does, told to whoever observes: metrics, traces, logs. A {@link io.agencyswarm.observe.RunObserver} is asked
 * for a {@link io.agencyswarm.observe.Span} when a run begins, and from there hears of each
 * {@link io.agencyswarm.observe.Step} within it, as a tree. Nothing told holds a prompt, an argument or an answer. Imports
 * {@code usage} and {@code error}.
 */
@NullMarked
package io.agencyswarm.observe;

import org.jspecify.annotations.NullMarked;
