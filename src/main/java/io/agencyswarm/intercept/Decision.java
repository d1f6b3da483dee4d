package io.agencyswarm.intercept;

/**
 * The decision of a {@link RunInterceptor}.
 *
 * @param <T> the type of the value that is decided about
 */
public sealed interface Decision<T> {

    /** The run continues with this value. */
    record Proceed<T>(T value) implements Decision<T> {}

    /**
     * The run continues, and a sentence replaces the result of the step: the model's answer, or the tool's
     * result.
     */
    record Refuse<T>(String sentence) implements Decision<T> {}

    /** The run fails with this sentence, and so do the runs that it delegated and the run that delegated it. */
    record Stop<T>(String sentence) implements Decision<T> {}

    /** Returns a decision to continue with this value: the same, or another one. */
    static <T> Decision<T> proceed(T value) {
        return new Proceed<>(value);
    }

    /** Returns a decision to continue with a sentence as the result of the step. */
    static <T> Decision<T> refuse(String sentence) {
        return new Refuse<>(sentence);
    }

    /** Returns a decision to fail the run with this sentence. */
    static <T> Decision<T> stop(String sentence) {
        return new Stop<>(sentence);
    }
}
