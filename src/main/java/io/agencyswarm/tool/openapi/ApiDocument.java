package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.json.JsonWeight;
import io.agencyswarm.optional.OptionalLibrary;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.tool.remote.ModelSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document of version 3.0 or 3.1. Only references within the document are followed. */
record ApiDocument(JsonNode json) {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final int MAX_STEPS = 20;
    private static final int SHOWN_NAMES = 30;

    /**
     * Reads a document in JSON or YAML.
     *
     * @param maxBytes the maximum size, including the memory that its values take
     * @throws DocumentException if it is not a valid one
     */
    static ApiDocument read(byte[] bytes, int maxBytes) {
        if (JsonWeight.exceeds(bytes, maxBytes)) {
            throw new DocumentException("it is larger than the limit of " + maxBytes + " bytes (max-bytes)");
        }
        JsonNode json;
        try {
            json = isJson(bytes) ? Json.read(bytes) : yaml(bytes, maxBytes);
        } catch (IOException e) {
            throw new DocumentException("it is neither valid JSON nor valid YAML" + position(e), e);
        }
        String version = json.path("openapi").asText();
        if (!version.startsWith("3.")) {
            throw new DocumentException(
                    json.has("swagger")
                            ? "it is a Swagger 2 document, but must be OpenAPI 3.0 or 3.1: convert it"
                            : "it is not an OpenAPI document: its field \"openapi\" must be 3.0 or 3.1 with a"
                                    + " patch number");
        }
        return new ApiDocument(json);
    }

    /**
     * Returns the operations in the document's order, with unique names.
     *
     * @param leftOut called with the reason for each path that can't be read and is left out; the reason fits the end
     *     of a sentence
     * @throws DocumentException if there are none
     */
    List<ApiOperation.NamedOperation> operations(Consumer<String> leftOut) {
        List<ApiOperation.NamedOperation> operations = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        @Nullable DocumentException fault = null;
        for (Map.Entry<String, JsonNode> path : json.path("paths").properties()) {
            if (path.getKey().startsWith("x-")) {
                continue;
            }
            if (!path.getKey().startsWith("/")) {
                // Appended to a server's address, it could change the host name.
                fault = new DocumentException(
                        "its path \"" + forMessage(path.getKey()) + "\" does not begin with a slash");
                leftOut.accept(fault.getMessage());
                continue;
            }
            JsonNode item;
            try {
                item = resolved(path.getValue(), path.getKey());
            } catch (DocumentException e) {
                // Users can't change the documents of others, so one bad path must not disable the others.
                fault = e;
                leftOut.accept(e.getMessage());
                continue;
            }
            for (Map.Entry<String, JsonNode> entry : item.properties()) {
                if (METHODS.contains(entry.getKey())) {
                    String id = entry.getValue().path("operationId").asText("").strip();
                    String name = id.isEmpty() || names.putIfAbsent(id, 1) != null
                            ? unused(derived(entry.getKey(), path.getKey()), names)
                            : id;
                    operations.add(new ApiOperation.NamedOperation(
                            name, entry.getKey(), path.getKey(), item, entry.getValue()));
                }
            }
        }
        if (operations.isEmpty()) {
            if (fault != null) {
                throw fault;
            }
            throw new DocumentException("it describes no operation: its field \"paths\" has none");
        }
        return operations;
    }

    /**
     * Returns a part of the document, or the target if the part is a reference.
     *
     * @param of the name of the part's owner, for messages
     * @throws DocumentException if a reference points to another document, or its target is missing
     */
    JsonNode resolved(JsonNode part, String of) {
        JsonNode node = part;
        for (int steps = 0; node.path("$ref").isTextual(); steps++) {
            String reference = node.get("$ref").textValue();
            if (!reference.startsWith("#")) {
                throw externalReference(of, reference, "");
            }
            node = ModelSchema.at(json, reference);
            if (node.isMissingNode() || steps >= MAX_STEPS) {
                throw new DocumentException(of + " refers to \"" + forMessage(reference) + "\", which is not in it");
            }
        }
        return node;
    }

    /** Creates the exception for a reference to another document. */
    static DocumentException externalReference(String of, String reference, String fix) {
        return new DocumentException(of + " refers to \"" + forMessage(reference)
                + "\", but only references within the document (\"#/…\") are followed: copy its target into the"
                + " document"
                + fix);
    }

    /** Lists names for a message. */
    static String forMessage(List<String> names) {
        return names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "))
                + (names.size() > SHOWN_NAMES ? " and " + (names.size() - SHOWN_NAMES) + " more" : "");
    }

    static String forMessage(String text) {
        return Excerpt.of(text, 200);
    }

    /** Derives the name of an operation without an operationId from its method and path. */
    private static String derived(String method, String path) {
        String words = path.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        return words.isEmpty() ? method : method + "_" + words;
    }

    /**
     * Returns the name, or the name with the next free number if it is used.
     *
     * @param names the used names, each with the last number that was tried
     */
    private static String unused(String name, Map<String, Integer> names) {
        String unused = name;
        while (names.putIfAbsent(unused, 1) != null) {
            unused = name + "_" + names.merge(name, 1, Integer::sum);
        }
        return unused;
    }

    private static boolean isJson(byte[] bytes) {
        for (byte character : bytes) {
            if (character == '{') {
                return true;
            }
            // These three bytes are a byte order mark.
            if (!Character.isWhitespace(character)
                    && character != (byte) 0xEF
                    && character != (byte) 0xBB
                    && character != (byte) 0xBF) {
                return false;
            }
        }
        return false;
    }

    /** The parser is not named here, because the application may not have it. */
    private static JsonNode yaml(byte[] bytes, int maxBytes) throws IOException {
        if (!OptionalLibrary.YAML.isPresent()) {
            throw new DocumentException(
                    "it is not JSON, and the application has nothing that reads YAML: add the dependency "
                            + OptionalLibrary.YAML.artifact() + ", or convert the document");
        }
        return YamlReader.read(bytes, maxBytes);
    }

    private static String position(IOException e) {
        return e instanceof JsonProcessingException fault && fault.getLocation() != null
                ? position(fault.getLocation())
                : "";
    }

    static String position(JsonLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
