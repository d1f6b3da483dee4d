package io.agencyswarm.intercept;

/**
 * What a {@link RunInterceptor} decides.
 *
 * @param <T> what it was asked about
 */
public sealed interface Decision<T> {

    /** The run goes on, with this value. */
    record Proceed<T>(T value) implements Decision<T> {}

    /**
     * The run goes on with a sentence in place of what the step would give: instead of a model's answer, instead of a
     * tool's call, or instead of what a tool returned.
     */
    record Refuse<T>(String sentence) implements Decision<T> {}

    /** The run ends as failed, with this sentence; so do the runs that it delegated, and the one that delegated it. */
    record Stop<T>(String sentence) implements Decision<T> {}

    /** The run goes on, with this value: the same, or another one. */
    static <T> Decision<T> proceed(T value) {
        return new Proceed<>(value);
    }

    /** The run goes on with a sentence in place of what the step would give. */
    static <T> Decision<T> refuse(String sentence) {
        return new Refuse<>(sentence);
    }

    /** The run ends as failed, with this sentence. */
    static <T> Decision<T> stop(String sentence) {
        return new Stop<>(sentence);
    }
}
