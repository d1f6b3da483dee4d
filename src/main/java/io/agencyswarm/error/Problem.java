package io.agencyswarm.error;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;

/**
 * One fault of a request.
 *
 * @param loc where: names of fields and indexes of elements, from the outside in
 * @param msg what is wrong, for a person
 * @param type what is wrong, for a program, in the words of the original's validation ({@code missing}, …)
 */
@RegisterForReflection
public record Problem(List<Object> loc, String msg, String type) {

    /** Copies the path. */
    public Problem {
        loc = List.copyOf(loc);
    }

    /** The same fault of a value that is part of another, which stands at {@code outer}. */
    public Problem within(List<Object> outer) {
        return new Problem(Stream.concat(outer.stream(), loc.stream()).toList(), msg, type);
    }

    /** A value that has to be there and is not. */
    public static Problem missing(Object... loc) {
        return new Problem(List.of(loc), "Field required", "missing");
    }
}
