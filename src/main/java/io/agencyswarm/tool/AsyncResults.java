package io.agencyswarm.tool;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Waits for what a tool only promised: a {@link CompletionStage}, a {@link Future} or a {@link Uni}. */
final class AsyncResults {

    private static final String MANY = ", which promises any number of values: return a list, or a Uni of one";

    private AsyncResults() {}

    /**
     * Checks what a tool is declared to return.
     *
     * @throws IllegalArgumentException if there is no end for a caller to wait for
     */
    static void checkDeclared(Class<?> type) {
        if (isStream(type)) {
            throw new IllegalArgumentException("it returns a " + type.getSimpleName() + MANY);
        }
    }

    /**
     * The value itself. An interrupt of the waiting thread cancels what it waits for.
     *
     * @return {@code returned}, where it is no promise
     * @throws Exception what the promise failed with
     */
    static @Nullable Object value(@Nullable Object returned) throws Exception {
        return switch (returned) {
            case Uni<?> uni -> value(get(uni.subscribeAsCompletionStage()));
            case Future<?> future -> value(get(future));
            case CompletionStage<?> stage -> value(get(stage.toCompletableFuture()));
            case null -> null;
            default -> {
                if (isStream(returned.getClass())) {
                    throw new IllegalArgumentException(
                            "it returned a stream of any number of values instead of one value or a list");
                }
                yield returned;
            }
        };
    }

    private static boolean isStream(Class<?> type) {
        return Flow.Publisher.class.isAssignableFrom(type) || Publisher.class.isAssignableFrom(type);
    }

    private static @Nullable Object get(Future<?> future) throws Exception {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static Exception cause(ExecutionException failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }
}
