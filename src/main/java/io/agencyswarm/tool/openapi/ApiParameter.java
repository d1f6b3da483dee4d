package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.HeaderRules;
import io.agencyswarm.net.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A parameter of an operation.
 *
 * @param explode whether each element of a list, and each field of an object, is sent separately
 * @param json whether the value is sent as JSON
 * @param schema the document's schema, with the parameter's description
 */
record ApiParameter(
        String name,
        ParameterLocation location,
        Style style,
        boolean explode,
        boolean required,
        boolean json,
        ObjectNode schema) {

    /** The part of the request that a parameter is sent in. */
    enum ParameterLocation {
        PATH,
        QUERY,
        HEADER
    }

    /** The serialization of lists and objects. */
    enum Style {
        SIMPLE,
        FORM,
        SPACE_DELIMITED,
        PIPE_DELIMITED,
        DEEP_OBJECT
    }

    /** Headers that this service or the connection sets, or that OpenAPI does not allow as parameters. */
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "accept",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** A name and its value in a query string. */
    record QueryPair(String name, String value) {}

    /**
     * Reads a parameter.
     *
     * @return empty if it is not sent, because it is optional and not supported, or is configured
     * @throws NotCallableException if it is required and can't be sent
     */
    static Optional<ApiParameter> of(JsonNode source, ApiToolsConfig.ApiConfig config) throws NotCallableException {
        String name = source.path("name").asText();
        String in = source.path("in").asText();
        if (isSetOtherwise(in, name, config)) {
            return Optional.empty();
        }
        boolean required = in.equals("path") || source.path("required").asBoolean();
        Optional<ParameterLocation> location = location(in, name);
        Optional<Style> style = style(in, source.path("style"));
        if (location.isEmpty() || style.isEmpty()) {
            if (required) {
                throw new NotCallableException("its parameter \"" + name + "\" is required, and can't be sent in the "
                        + in + (source.has("style") ? " in the style " + source.get("style") : ""));
            }
            return Optional.empty();
        }
        JsonNode content = source.path("content");
        return Optional.of(new ApiParameter(
                name,
                location.get(),
                style.get(),
                source.path("explode").asBoolean(style.get() == Style.FORM),
                required,
                !content.isEmpty(),
                schema(
                        source,
                        content.isEmpty()
                                ? source.path("schema")
                                : content.iterator().next().path("schema"))));
    }

    private static ObjectNode schema(JsonNode source, JsonNode described) {
        ObjectNode schema = Json.object();
        if (described instanceof ObjectNode object) {
            schema.setAll(object);
        }
        if (source.path("description").isTextual()) {
            schema.set("description", source.get("description"));
        }
        return schema;
    }

    /** Returns the value for a path, with all special characters of URLs encoded. */
    String inPath(JsonNode value) {
        return simple(value, PercentEncoding::encode);
    }

    /** Returns the value for a header. It is not checked for invalid characters. */
    String inHeader(JsonNode value) {
        return simple(value, UnaryOperator.identity());
    }

    /** Returns the encoded pairs for a query string. */
    List<QueryPair> inQuery(JsonNode value) {
        if (!json && value.isArray()) {
            List<String> elements = value.valueStream()
                    .filter(element -> !element.isNull())
                    .map(ApiParameter::encoded)
                    .toList();
            if (explode) {
                return elements.stream().map(element -> pair(name, element)).toList();
            }
            return elements.isEmpty() ? List.of() : List.of(pair(name, String.join(separator(), elements)));
        }
        if (!json && value.isObject()) {
            return fields(value);
        }
        return List.of(pair(name, PercentEncoding.encode(json ? Json.text(value) : text(value))));
    }

    private List<QueryPair> fields(JsonNode object) {
        List<QueryPair> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                fields.add(pair(
                        style == Style.DEEP_OBJECT ? name + "[" + field.getKey() + "]" : field.getKey(),
                        encoded(field.getValue())));
            }
        }
        if (explode || style == Style.DEEP_OBJECT || fields.isEmpty()) {
            return fields;
        }
        return List.of(pair(
                name,
                fields.stream()
                        .map(field -> field.name() + separator() + field.value())
                        .collect(Collectors.joining(separator()))));
    }

    private String separator() {
        return switch (style) {
            case SPACE_DELIMITED -> "%20";
            case PIPE_DELIMITED -> "%7C";
            case SIMPLE, FORM, DEEP_OBJECT -> ",";
        };
    }

    private String simple(JsonNode value, UnaryOperator<String> encoding) {
        if (!json && value.isArray()) {
            return value.valueStream()
                    .map(element -> encoding.apply(text(element)))
                    .collect(Collectors.joining(","));
        }
        if (!json && value.isObject()) {
            return value.properties().stream()
                    .map(field -> encoding.apply(field.getKey())
                            + (explode ? "=" : ",")
                            + encoding.apply(text(field.getValue())))
                    .collect(Collectors.joining(","));
        }
        return encoding.apply(json ? Json.text(value) : text(value));
    }

    private static QueryPair pair(String name, String encodedValue) {
        return new QueryPair(PercentEncoding.encode(name), encodedValue);
    }

    private static String encoded(JsonNode value) {
        return PercentEncoding.encode(text(value));
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? Json.text(value) : value.asText();
    }

    private static boolean isSetOtherwise(String in, String name, ApiToolsConfig.ApiConfig config) {
        return switch (in) {
            case "query" -> config.params().containsKey(name);
            case "header" ->
                RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                        || config.headers().keySet().stream().anyMatch(header -> header.equalsIgnoreCase(name));
            default -> false;
        };
    }

    private static Optional<ParameterLocation> location(String in, String name) {
        return switch (in) {
            case "path" -> Optional.of(ParameterLocation.PATH);
            case "query" -> Optional.of(ParameterLocation.QUERY);
            case "header" -> Optional.of(ParameterLocation.HEADER).filter(_ -> HeaderRules.isName(name));
            default -> Optional.empty();
        };
    }

    private static Optional<Style> style(String in, JsonNode source) {
        String style = source.asText(in.equals("query") ? "form" : "simple");
        if (!in.equals("query")) {
            return Optional.of(Style.SIMPLE).filter(_ -> style.equals("simple"));
        }
        return switch (style) {
            case "form" -> Optional.of(Style.FORM);
            case "spaceDelimited" -> Optional.of(Style.SPACE_DELIMITED);
            case "pipeDelimited" -> Optional.of(Style.PIPE_DELIMITED);
            case "deepObject" -> Optional.of(Style.DEEP_OBJECT);
            default -> Optional.empty();
        };
    }
}
