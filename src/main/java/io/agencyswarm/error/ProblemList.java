package io.agencyswarm.error;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems of a value, {@value #MAX} at most: clients and models may send any number of wrong values, and
 * get all problems in one message.
 */
public final class ProblemList {

    /** The maximum number of problems. */
    public static final int MAX = 100;

    private final List<Problem> list = new ArrayList<>();

    /** Adds a problem. Discards it if there are {@value #MAX} already. */
    public void add(Problem problem) {
        if (!isFull()) {
            list.add(problem);
        }
    }

    /** Adds the problems of another list, as {@link #add} does. */
    public void addAll(ProblemList others) {
        others.list.forEach(this::add);
    }

    /** Returns whether further problems would be discarded, so that the rest of a value need not be checked. */
    public boolean isFull() {
        return list.size() >= MAX;
    }

    /** Returns whether no problem was added. */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * Refuses the value if it has problems.
     *
     * @throws InvalidRequestException with the problems
     */
    public void refuse() {
        if (!list.isEmpty()) {
            throw new InvalidRequestException(list);
        }
    }
}
