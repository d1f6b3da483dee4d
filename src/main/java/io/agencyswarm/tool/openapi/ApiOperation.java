package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.net.PercentEncoding;
import io.agencyswarm.tool.remote.ModelSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An operation that can be called.
 *
 * @param method in lower case
 * @param path with parameter names in braces
 * @param server the address that the path is appended to
 * @param parameters the parameters that a call may have
 */
record ApiOperation(
        String name,
        String description,
        String method,
        String path,
        String server,
        List<ApiParameter> parameters,
        Optional<Body> body) {

    static final Pattern IN_PATH = Pattern.compile("\\{([^{}]+)}");

    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch", "delete");

    /**
     * An operation in the document.
     *
     * @param name the tool's name
     * @param item the object of its path
     */
    record NamedOperation(String name, String method, String path, JsonNode item, JsonNode json) {}

    /**
     * A request's body.
     *
     * @param format how it is written
     */
    record Body(String mediaType, BodyFormat format, boolean required, JsonNode schema) {}

    /** How a request's body is written. */
    enum BodyFormat {
        JSON("(?i)(application/(.*\\+)?json|\\*/\\*|application/\\*)( *;.*)?"),
        FORM("(?i)application/x-www-form-urlencoded( *;.*)?");

        private final Pattern mediaTypes;

        BodyFormat(String mediaTypes) {
            this.mediaTypes = Pattern.compile(mediaTypes);
        }

        private boolean accepts(String mediaType) {
            return mediaTypes.matcher(mediaType).matches();
        }
    }

    /**
     * Reads an operation.
     *
     * @throws NotCallableException if it requires something that can't be sent
     * @throws DocumentException if the document is not valid
     */
    static ApiOperation of(
            ApiDocument document, Servers servers, NamedOperation operation, ApiToolsConfig.ApiConfig config)
            throws NotCallableException {
        List<ApiParameter> parameters = new ArrayList<>();
        for (JsonNode parameter : described(document, operation).values()) {
            ApiParameter.of(parameter, config).ifPresent(parameters::add);
        }
        Set<String> inPath = parameters.stream()
                .filter(parameter -> parameter.location() == ApiParameter.ParameterLocation.PATH)
                .map(ApiParameter::name)
                .collect(Collectors.toSet());
        for (Matcher placeholder = IN_PATH.matcher(operation.path()); placeholder.find(); ) {
            String missing = placeholder.group(1);
            if (!inPath.contains(missing)) {
                throw new NotCallableException(
                        "its path has the parameter \"" + missing + "\", which the document does not describe");
            }
        }
        String server = servers.of(operation);
        String sample = IN_PATH.matcher(operation.path()).replaceAll("-");
        if (HttpUrl.parse(server + PercentEncoding.encodePath(sample)).isEmpty()) {
            throw new NotCallableException(
                    "its path \"" + ApiDocument.forMessage(operation.path()) + "\" is not valid in a URL");
        }
        JsonNode json = operation.json();
        String description = json.path("description").asText("");
        return new ApiOperation(
                operation.name(),
                description.isBlank() ? json.path("summary").asText("") : description,
                operation.method(),
                operation.path(),
                server,
                parameters,
                WITH_BODY.contains(operation.method())
                        ? body(document.resolved(json.path("requestBody"), operation.name()))
                        : Optional.empty());
    }

    /**
     * Writes the schema of the arguments in the form of the original: an object of the parameters, and the body if
     * there is one.
     *
     * @param key prefix of the API's configuration keys
     * @throws DocumentException if the schema refers to another document
     */
    ModelSchema schema(ApiDocument document, String key) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode arguments = schema.putObject("properties");
        ObjectNode parameterSchema = arguments.putObject("parameters").put("type", "object");
        ObjectNode properties = parameterSchema.putObject("properties");
        ArrayNode required = Json.array();
        for (ApiParameter parameter : parameters) {
            if (properties.putIfAbsent(parameter.name(), parameter.schema()) == null && parameter.required()) {
                required.add(parameter.name());
            }
        }
        parameterSchema.set("required", required);
        parameterSchema.put("additionalProperties", false);
        ArrayNode requiredNames = schema.putArray("required").add("parameters");
        body.ifPresent(content -> {
            arguments.set("requestBody", content.schema());
            requiredNames.add("requestBody");
        });
        schema.put("additionalProperties", false);
        ModelSchema modelSchema = ModelSchema.of(schema, document.json());
        modelSchema.externalReference().ifPresent(reference -> {
            throw ApiDocument.externalReference(
                    "its operation " + name, reference, ", or leave the operation out with " + key + "tools.exclude");
        });
        return modelSchema;
    }

    /** Returns the parameters of the path and of the operation. The operation's override the path's. */
    private static Map<String, JsonNode> described(ApiDocument document, NamedOperation operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode from : List.of(operation.item(), operation.json())) {
            for (JsonNode parameter : from.path("parameters")) {
                JsonNode resolved = document.resolved(parameter, operation.name());
                parameters.put(
                        resolved.path("in").asText() + " "
                                + resolved.path("name").asText(),
                        resolved);
            }
        }
        return parameters;
    }

    private static Optional<Body> body(JsonNode body) throws NotCallableException {
        if (!body.isObject()) {
            return Optional.empty();
        }
        boolean required = body.path("required").asBoolean();
        Set<Map.Entry<String, JsonNode>> types = body.path("content").properties();
        for (BodyFormat format : BodyFormat.values()) {
            for (Map.Entry<String, JsonNode> type : types) {
                if (format.accepts(type.getKey())) {
                    String mediaType = type.getKey().contains("*") ? "application/json" : type.getKey();
                    return Optional.of(new Body(
                            mediaType,
                            format,
                            required,
                            type.getValue().path("schema").isObject()
                                    ? type.getValue().get("schema")
                                    : Json.object().put("type", "object")));
                }
            }
        }
        if (required) {
            throw new NotCallableException("its body is "
                    + String.join(" or ", types.stream().map(Map.Entry::getKey).toList())
                            .toLowerCase(Locale.ROOT)
                    + ", but only JSON and application/x-www-form-urlencoded can be sent");
        }
        return Optional.empty();
    }
}
