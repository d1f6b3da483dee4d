package io.agencyswarm.http;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.store.Store;
import java.util.List;
import java.util.function.Supplier;

/** Adds to the store's errors about positions where in the request the position is. */
final class PositionProblem {

    private PositionProblem() {}

    /**
     * Lists a page after the entry of the parameter {@code before}.
     *
     * @throws InvalidRequestException if the list does not have the entry
     */
    static <T> T ofPage(Supplier<T> list) {
        return located(list, "value_error", "query", "before");
    }

    /**
     * Forks a thread after the item of the field {@code after_item}.
     *
     * @throws InvalidRequestException if the thread does not have the item
     */
    static <T> T ofFork(Supplier<T> fork) {
        return located(fork, "int_range", "body", "after_item");
    }

    private static <T> T located(Supplier<T> call, String type, String... loc) {
        try {
            return call.get();
        } catch (Store.PositionException e) {
            throw new InvalidRequestException(List.of(new Problem(List.of((Object[]) loc), e.getMessage(), type)));
        }
    }
}
