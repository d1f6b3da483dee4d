package io.agencyswarm.tool;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Waits for the asynchronous result of a tool: a {@link CompletionStage}, a {@link Future} or a {@link Uni}. */
final class AsyncResults {

    private static final String MANY = ", which has any number of values: return a list, or a Uni of a list";

    private AsyncResults() {}

    /**
     * Checks the declared return type of a tool.
     *
     * @throws IllegalArgumentException if it is a stream
     */
    static void checkDeclared(Class<?> type) {
        if (isStream(type)) {
            throw new IllegalArgumentException("it returns a " + type.getSimpleName() + MANY);
        }
    }

    /**
     * Waits for the value. An interrupt of the waiting thread cancels the asynchronous work.
     *
     * @return {@code returned}, if it is not asynchronous
     * @throws Exception the failure of the asynchronous work
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
        return cause instanceof Exception exception ? exception : failure;
    }
}
