package io.agencyswarm.observe;

import io.agencyswarm.item.Item;
import java.util.List;

/**
 * A step on its way, as one observer sees it. Methods are called by any thread of the run, but for the spans of one run
 * one at a time; they must neither block nor throw. {@link #end} comes exactly once and last, after those of all spans
 * begun from this one.
 */
public interface Span {

    /** Takes no notice of anything. */
    Span NONE = new Span() {

        @Override
        public Span begin(Step child) {
            return this;
        }

        @Override
        public void answering() {
            // Nobody is told.
        }

        @Override
        public void end(Outcome outcome) {
            // Nobody is told.
        }
    };

    /** A step within this one begins. */
    Span begin(Step child);

    /**
     * The first part of a model's answer has come: text, reasoning or a call. Once at most, and only for model
     * requests.
     */
    void answering();

    /**
     * What goes into the step: a model request's messages, a tool's call. This alone and {@link #output} hold what
     * people and models said; whoever keeps it does so on purpose.
     */
    default void input(List<Item> items) {
        // Not kept.
    }

    /**
     * A limit cut the model's answer short; comes before {@link #output}.
     *
     * @param limit as the model's provider names it, such as {@code max_output_tokens}
     */
    default void cutBy(String limit) {
        // Not kept.
    }

    /** What came out of the step: a model's answer, a tool's output. */
    default void output(List<Item> items) {
        // Not kept.
    }

    /**
     * The calling thread works on this step from now until it closes the scope, so that what it carries, such as a
     * trace, can be set. The scopes of a thread are closed in the opposite order. Unlike the other methods, this one
     * may be called by several threads at a time.
     */
    default Scope enter() {
        return Scope.NONE;
    }

    /** The step is over. */
    void end(Outcome outcome);

    /** A thread's work on a step. */
    interface Scope extends AutoCloseable {

        /** Sets nothing. */
        Scope NONE = () -> {};

        /** The thread works on something else again. */
        @Override
        void close();
    }
}
