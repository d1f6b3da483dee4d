package io.agencyswarm.observe;

import io.agencyswarm.item.Item;
import java.util.List;

/**
 * A running step, for one observer. Methods are called by any thread of the run, but one at a time for all spans of a
 * run; they must neither block nor throw. {@link #end} is called exactly once and last, after the ends of all spans
 * begun from this one.
 */
public interface Span {

    /** Ignores everything. */
    Span NONE = new Span() {

        @Override
        public Span begin(Step child) {
            return this;
        }

        @Override
        public void answerStarted() {
            // Ignored.
        }

        @Override
        public void end(StepOutcome outcome) {
            // Ignored.
        }
    };

    /** Begins a step within this one. */
    Span begin(Step child);

    /**
     * Called when the first part of a model's answer has arrived: text, reasoning or a call. At most once, and only for
     * model requests.
     */
    void answerStarted();

    /**
     * Called with the input of the step: a model request's messages, a tool's call. Only this method and
     * {@link #output} receive what people and models wrote; by default it is ignored.
     */
    default void input(List<Item> items) {
        // Ignored by default.
    }

    /**
     * Called if a limit cut the model's answer off; before {@link #output}.
     *
     * @param limit the provider's name of the limit, such as {@code max_output_tokens}
     */
    default void incomplete(String limit) {
        // Ignored by default.
    }

    /** Called with the output of the step: a model's answer, a tool's output. */
    default void output(List<Item> items) {
        // Ignored by default.
    }

    /**
     * Called when the calling thread starts to work on this step, until it closes the scope, so that thread-local state
     * such as a trace can be set. A thread closes its scopes in reverse order. Unlike the other methods, this one may
     * be called by several threads at a time.
     */
    default Scope enter() {
        return Scope.NONE;
    }

    /** Called when the step has ended. */
    void end(StepOutcome outcome);

    /** A thread's work on a step. */
    interface Scope extends AutoCloseable {

        /** Sets nothing. */
        Scope NONE = () -> {};

        /** Called when the thread stops working on the step. */
        @Override
        void close();
    }
}
