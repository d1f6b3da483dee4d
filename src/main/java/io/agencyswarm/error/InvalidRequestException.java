package io.agencyswarm.error;

import java.util.List;
import java.util.stream.Collectors;

/** A request that is not valid, with every problem that was found. */
public final class InvalidRequestException extends AgencyException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** An exception for at least one problem. */
    public InvalidRequestException(List<Problem> problems) {
        super(
                ErrorCode.INVALID_REQUEST,
                problems.stream().map(InvalidRequestException::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    private static String sentence(Problem problem) {
        String path = problem.loc().stream().map(Object::toString).collect(Collectors.joining("."));
        return path.isEmpty() ? problem.msg() : path + ": " + problem.msg();
    }

    /** The problems, in the order in which they were found. */
    public List<Problem> problems() {
        return problems;
    }
}
