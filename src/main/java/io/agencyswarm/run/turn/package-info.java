/**
 * The rules of a turn: what the model is told, which output of it is valid, and what the agent does next. They are
 * functions of values, and counters: they start no thread, make no request, and know nothing of the run. Not for
 * applications. Imports {@code agency}, {@code error}, {@code item}, {@code json}, {@code model}, {@code text},
 * {@code tool.hosted} and {@code tool.schema}.
 */
@NullMarked
package io.agencyswarm.run.turn;

import org.jspecify.annotations.NullMarked;
