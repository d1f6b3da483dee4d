package io.agencyswarm.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object, as it would be applied. */
record Manifest(JsonNode tree) {

    private static final Set<Integer> DATABASE_PORTS = Set.of(5432, 8000);

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    boolean is(String kind, String name) {
        return kind().equals(kind) && name().equals(name);
    }

    /** What is at the pointer, a missing node where nothing is. */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** The elements at the pointer, none where nothing is. */
    Stream<JsonNode> all(String pointer) {
        return elements(at(pointer));
    }

    /** The containers of a Deployment. */
    List<JsonNode> containers() {
        return all("/spec/template/spec/containers").toList();
    }

    /** Whether the pods of this Deployment or database have all labels; no labels select none. */
    boolean hasPodsWith(JsonNode labels) {
        JsonNode own = isDatabase()
                ? Yaml.MAPPER.createObjectNode().put("cnpg.io/cluster", name())
                : at("/spec/template/metadata/labels");
        return !labels.isEmpty()
                && labels.properties().stream()
                        .allMatch(label -> label.getValue().equals(own.get(label.getKey())));
    }

    /** Whether a container of this Deployment or database has the port, by name or number. */
    boolean hasPort(JsonNode port) {
        if (isDatabase()) {
            return DATABASE_PORTS.contains(port.asInt());
        }
        return containers().stream()
                .flatMap(container -> elements(container.path("ports")))
                .anyMatch(existing -> existing.path("name").equals(port)
                        || existing.path("containerPort").asText().equals(port.asText()));
    }

    /** Of CloudNativePG, whose operator makes the pods. */
    private boolean isDatabase() {
        return kind().equals("Cluster");
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
