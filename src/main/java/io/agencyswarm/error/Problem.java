package io.agencyswarm.error;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;

/**
 * One problem of a request.
 *
 * @param loc the location: names of fields and indexes of elements, from the outside in
 * @param msg the description for a person
 * @param type the kind of problem for a program, named as in the original's validation ({@code missing}, …)
 */
@RegisterForReflection
public record Problem(List<Object> loc, String msg, String type) {

    /** Copies the path. */
    public Problem {
        loc = List.copyOf(loc);
    }

    /** Returns this problem with its location inside the value at {@code outer}. */
    public Problem within(List<Object> outer) {
        return new Problem(Stream.concat(outer.stream(), loc.stream()).toList(), msg, type);
    }

    /** Returns the problem of a required value that is missing. */
    public static Problem missing(Object... loc) {
        return new Problem(List.of(loc), "Field required", "missing");
    }
}
