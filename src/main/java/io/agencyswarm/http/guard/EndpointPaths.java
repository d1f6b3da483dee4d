package io.agencyswarm.http.guard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The paths of the endpoints, as the resources declare them with {@code @Path}. The filters run before Jakarta REST
 * chooses a resource, so this table repeats the paths; a test compares both.
 */
final class EndpointPaths {

    /**
     * All endpoints. Of two that match a path, the first applies, as in Jakarta REST: a tool may be called
     * {@code get_response}.
     */
    static final List<Endpoint> ALL = List.of(
            Endpoint.of("/tool/{tool}", PathKind.TOOL, Condition.OF_SERVED),
            Endpoint.of("/get_logs", PathKind.LOGS),
            Endpoint.of("/mcp", PathKind.MCP, Condition.MCP),
            Endpoint.of("/{agency}/get_response", PathKind.RUN, Condition.CONTRACT),
            Endpoint.of("/{agency}/get_response_stream", PathKind.RUN),
            Endpoint.of("/{agency}/cancel_response_stream", PathKind.CANCEL, Condition.CONTRACT),
            Endpoint.of("/{agency}/get_metadata", PathKind.METADATA),
            // Clients of AG-UI store the threads themselves.
            Endpoint.of("/{agency}/runs", PathKind.LIST, Condition.CONTRACT, Condition.OF_SERVED),
            Endpoint.of("/{agency}/runs/{run}", PathKind.ENTRY, Condition.OF_SERVED),
            Endpoint.of("/{agency}/runs/{run}/stream", PathKind.RUN_STREAM, Condition.OF_SERVED),
            Endpoint.of("/{agency}/threads", PathKind.LIST, Condition.CONTRACT, Condition.OF_SERVED),
            Endpoint.of("/{agency}/threads/{thread}", PathKind.ENTRY, Condition.CONTRACT, Condition.OF_SERVED),
            Endpoint.of("/{agency}/threads/{thread}/fork", PathKind.FORK, Condition.CONTRACT, Condition.OF_SERVED));

    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    private final List<Endpoint> endpoints;
    private final ServedNames served;

    /** When an endpoint exists. */
    enum Condition {
        /** In builds with the contract's own endpoints only, which those of AG-UI replace. */
        CONTRACT,
        /** If the MCP server is enabled. */
        MCP,
        /** Only for names that are served, because other applications may have paths of the same form. */
        OF_SERVED
    }

    /** The names that are served. */
    interface ServedNames {

        /** Returns whether a segment of a path is an agency's. */
        boolean isAgency(String segment);

        /** Returns whether a segment of a path is a tool's. */
        boolean isTool(String segment);
    }

    /**
     * An endpoint.
     *
     * @param path as in {@code @Path}
     * @param segments the path's segments, after the first slash
     */
    record Endpoint(String path, List<String> segments, PathKind kind, Set<Condition> conditions) {

        private static Endpoint of(String path, PathKind kind, Condition... conditions) {
            Set<Condition> all = EnumSet.noneOf(Condition.class);
            all.addAll(List.of(conditions));
            return new Endpoint(path, EndpointPaths.segments(path), kind, all);
        }

        /** Returns whether a build has this endpoint. */
        boolean isIn(boolean contract, boolean mcp) {
            return (contract || !conditions.contains(Condition.CONTRACT))
                    && (mcp || !conditions.contains(Condition.MCP));
        }

        private boolean matches(List<String> actual, ServedNames served) {
            if (actual.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < actual.size(); i++) {
                if (!isName(segments.get(i)) && !segments.get(i).equals(actual.get(i))) {
                    return false;
                }
            }
            for (int i = 0; i < actual.size(); i++) {
                if (isName(segments.get(i)) && !matches(segments.get(i), actual.get(i), served)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isName(String segment) {
            return segment.startsWith("{");
        }

        private boolean matches(String segment, String actual, ServedNames served) {
            if (actual.isEmpty()) {
                return false;
            }
            return switch (conditions.contains(Condition.OF_SERVED) ? segment : "") {
                case "{agency}" -> served.isAgency(actual);
                case "{tool}" -> served.isTool(actual);
                default -> true;
            };
        }
    }

    /**
     * Creates the paths of a build.
     *
     * @param contract whether it has the contract's own endpoints instead of AG-UI's
     * @param mcp whether the MCP server is enabled
     */
    EndpointPaths(boolean contract, boolean mcp, ServedNames served) {
        this.endpoints =
                ALL.stream().filter(endpoint -> endpoint.isIn(contract, mcp)).toList();
        this.served = served;
    }

    /**
     * Returns the kind of a path below the prefix of Jakarta REST; {@link PathKind#OTHER} if it is no endpoint's. Reads
     * it like Jakarta REST: without matrix parameters, and ignoring slashes at its end.
     */
    PathKind kind(String path) {
        List<String> segments = segments(
                path.indexOf(';') < 0 ? path : MATRIX_PARAMETERS.matcher(path).replaceAll(""));
        for (Endpoint endpoint : endpoints) {
            if (endpoint.matches(segments, served)) {
                return endpoint.kind();
            }
        }
        return PathKind.OTHER;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", 0)));
        // The text before the first slash.
        return segments.isEmpty() ? segments : segments.subList(1, segments.size());
    }
}
