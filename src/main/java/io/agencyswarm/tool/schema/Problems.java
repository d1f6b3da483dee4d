package io.agencyswarm.tool.schema;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems of a value, {@value #MAX} at most: clients and models may send any number of wrong values, and
 * get all problems in one message.
 */
final class Problems {

    static final int MAX = 100;

    private final List<Problem> list = new ArrayList<>();

    /** Adds a problem. Discards it if there are {@value #MAX} already. */
    void add(Problem problem) {
        if (!isFull()) {
            list.add(problem);
        }
    }

    void addAll(Problems others) {
        others.list.forEach(this::add);
    }

    /** Returns whether further problems would be discarded, so that the rest of a value need not be checked. */
    boolean isFull() {
        return list.size() >= MAX;
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * Refuses the value if it has problems.
     *
     * @throws InvalidRequestException with the problems
     */
    void refuse() {
        if (!list.isEmpty()) {
            throw new InvalidRequestException(list);
        }
    }
}
