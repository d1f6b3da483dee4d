package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.HeaderRules;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.net.PercentEncoding;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP request of a call. Arguments can't break out of their part of the request: a value in the path stays within
 * its segment, and a header within its line.
 *
 * @param headers in addition to the configured ones
 */
record ApiRequest(HttpMethod method, HttpUrl url, Map<String, String> headers, byte[] body) {

    private static final String PARAMETERS = "parameters";
    private static final String BODY = "requestBody";

    /** Some servers treat encoded slashes as slashes. */
    private static final Pattern SLASHES = Pattern.compile("(?i)[/\\\\]|%2F|%5C");

    /** Some servers treat the rest of a path segment as its parameters. */
    private static final Pattern SEMICOLON = Pattern.compile("(?i);|%3B");

    /**
     * Builds the request for a call.
     *
     * @throws InvalidRequestException with all problems of the arguments, if there are any; the API itself validates
     *     the values
     */
    static ApiRequest of(ApiOperation operation, ObjectNode arguments, ApiToolsConfig.ApiConfig config) {
        return new Building(operation, config).build(arguments);
    }

    /** Builds one request. */
    private static final class Building {

        private final ApiOperation operation;
        private final ApiToolsConfig.ApiConfig config;
        private final Set<Problem> problems = new LinkedHashSet<>();
        private final Map<String, String> inPath = new HashMap<>();
        private final Map<String, String> headers = new HashMap<>();
        private final List<ApiParameter.QueryPair> query = new ArrayList<>();

        Building(ApiOperation operation, ApiToolsConfig.ApiConfig config) {
            this.operation = operation;
            this.config = config;
        }

        ApiRequest build(ObjectNode arguments) {
            if (config.headers().keySet().stream().noneMatch("Accept"::equalsIgnoreCase)) {
                headers.put("Accept", "application/json, text/*;q=0.9, */*;q=0.5");
            }
            takeParameters(arguments.path(PARAMETERS));
            byte[] body = body(arguments.path(BODY));
            String path = path();
            if (!problems.isEmpty()) {
                throw new InvalidRequestException(List.copyOf(problems));
            }
            return new ApiRequest(
                    HttpMethod.valueOf(operation.method().toUpperCase(Locale.ROOT)),
                    HttpUrl.parse(operation.server() + path + query()).orElseThrow(),
                    headers,
                    body);
        }

        private void takeParameters(JsonNode arguments) {
            if (!arguments.isObject() && !arguments.isNull() && !arguments.isMissingNode()) {
                problem("Input should be an object of the parameters", "dict_type", PARAMETERS);
                return;
            }
            Set<String> names =
                    operation.parameters().stream().map(ApiParameter::name).collect(Collectors.toSet());
            arguments.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !names.contains(name))
                    .findFirst()
                    .ifPresent(name -> problem("There is no such parameter", "extra_forbidden", PARAMETERS, name));
            for (ApiParameter parameter : operation.parameters()) {
                JsonNode value = arguments.path(parameter.name());
                if (!value.isNull() && !value.isMissingNode()) {
                    take(parameter, value);
                } else if (parameter.required()) {
                    problems.add(Problem.missing(PARAMETERS, parameter.name()));
                }
            }
        }

        private void take(ApiParameter parameter, JsonNode value) {
            switch (parameter.location()) {
                case PATH -> inPath.put(parameter.name(), parameter.inPath(value));
                case QUERY -> query.addAll(parameter.inQuery(value));
                case HEADER -> {
                    String text = parameter.inHeader(value);
                    if (HeaderRules.isValue(text)) {
                        headers.put(parameter.name(), text);
                    } else {
                        problem(
                                "Input should be a header's value: at most 4,096 printable ASCII characters without line breaks",
                                "value_error",
                                PARAMETERS,
                                parameter.name());
                    }
                }
            }
        }

        /** Builds the path and refuses values that would lead to another path. */
        private String path() {
            return Arrays.stream(operation.path().split("/", -1))
                    .map(this::segment)
                    .collect(Collectors.joining("/"));
        }

        private String segment(String template) {
            Matcher placeholders = ApiOperation.IN_PATH.matcher(template);
            StringBuilder segment = new StringBuilder();
            List<Object> path = List.of(PARAMETERS);
            boolean isRefused = false;
            int end = 0;
            while (placeholders.find()) {
                String name = placeholders.group(1);
                String value = inPath.getOrDefault(name, "-");
                path = List.of(PARAMETERS, name);
                if (value.isEmpty() || changesPath(value)) {
                    refusePath(path);
                    isRefused = true;
                }
                segment.append(PercentEncoding.encodePath(template.substring(end, placeholders.start())))
                        .append(value);
                end = placeholders.end();
            }
            segment.append(PercentEncoding.encodePath(template.substring(end)));
            if (end > 0 && !isRefused && changesPath(segment.toString())) {
                refusePath(path);
            }
            return segment.toString();
        }

        private static boolean changesPath(String encoded) {
            return SLASHES.splitAsStream(encoded)
                    .map(piece -> SEMICOLON.split(piece, 2)[0])
                    .anyMatch(piece -> piece.equals(".") || piece.equals(".."));
        }

        private void refusePath(List<Object> path) {
            problems.add(new Problem(
                    path,
                    "Input should be a part of a path: neither empty, nor with \".\" or \"..\" as a step",
                    "value_error"));
        }

        private String query() {
            List<ApiParameter.QueryPair> pairs = new ArrayList<>();
            Map<String, String> fixed = new HashMap<>();
            config.params()
                    .forEach((name, value) -> fixed.put(PercentEncoding.encode(name), PercentEncoding.encode(value)));
            // The fields of an object are separate parameters, which must not override configured ones.
            query.stream().filter(pair -> !fixed.containsKey(pair.name())).forEach(pairs::add);
            fixed.forEach((name, value) -> pairs.add(new ApiParameter.QueryPair(name, value)));
            return pairs.isEmpty()
                    ? ""
                    : pairs.stream()
                            .map(pair -> pair.name() + "=" + pair.value())
                            .collect(Collectors.joining("&", "?", ""));
        }

        private byte[] body(JsonNode arguments) {
            ApiOperation.Body body = operation.body().orElse(null);
            if (body == null) {
                return new byte[0];
            }
            if (arguments.isMissingNode() || arguments.isNull()) {
                if (body.required()) {
                    problems.add(Problem.missing(BODY));
                }
                return new byte[0];
            }
            headers.put("Content-Type", body.mediaType());
            return switch (body.format()) {
                case JSON -> Json.bytes(arguments);
                case FORM -> form(arguments).getBytes(StandardCharsets.US_ASCII);
            };
        }

        private String form(JsonNode arguments) {
            if (!arguments.isObject()) {
                problem("Input should be an object of the form's fields", "dict_type", BODY);
            }
            List<String> pairs = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : arguments.properties()) {
                JsonNode values = field.getValue();
                for (JsonNode value : values.isArray() ? values : Json.array().add(values)) {
                    if (!value.isNull()) {
                        pairs.add(PercentEncoding.encode(field.getKey()) + "="
                                + PercentEncoding.encode(value.isContainerNode() ? Json.text(value) : value.asText()));
                    }
                }
            }
            return String.join("&", pairs);
        }

        private void problem(String sentence, String type, Object... path) {
            problems.add(new Problem(List.of(path), sentence, type));
        }
    }
}
