package io.agencyswarm.observe;

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

    /** The first part of a model's answer has come: text, reasoning or a call. Once at most, and only for model requests. */
    void answering();

    /** The step is over. */
    void end(Outcome outcome);
}
