/**
 * Metrics, traces and the run log, each a {@code RunObserver}, for operators. None of them holds a prompt, an argument
 * or an answer, unless traces are configured to. Imports {@code agency}, {@code error}, {@code item}, {@code json},
 * {@code model}, {@code observe}, {@code text} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.telemetry;

import org.jspecify.annotations.NullMarked;
