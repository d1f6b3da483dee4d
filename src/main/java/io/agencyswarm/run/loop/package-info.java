/**
 * The loop of agents, one for every kind of answer: {@link io.agencyswarm.run.loop.MessageHandler} gives it the
 * client's message, and it asks the model and runs the tools until there is an answer. It is straight-line code on
 * virtual threads; an agent that another one asks has a loop of its own, on the thread of the call. Not for
 * applications. Imports {@code agency}, {@code error}, {@code eventlog}, {@code intercept}, {@code item}, {@code json},
 * {@code model}, {@code model.answer}, {@code observe}, {@code run}, {@code run.call}, {@code run.storage},
 * {@code run.turn}, {@code text}, {@code tool}, {@code tool.hosted}, {@code tool.schema} and {@code usage}.
 */
@NullMarked
package io.agencyswarm.run.loop;

import org.jspecify.annotations.NullMarked;
