package io.agencyswarm.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An object as it would be applied. */
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

    /** Returns the value at the pointer; a missing node if there is none. */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** Returns the elements at the pointer; empty if there are none. */
    Stream<JsonNode> all(String pointer) {
        return elements(at(pointer));
    }

    /** Returns the containers of a Deployment. */
    List<JsonNode> containers() {
        return all("/spec/template/spec/containers").toList();
    }

    /** Returns whether the pods of this Deployment or database have all labels; no labels match no pod. */
    boolean hasPodsWith(JsonNode labels) {
        JsonNode own = isDatabase()
                ? Yaml.MAPPER.createObjectNode().put("cnpg.io/cluster", name())
                : at("/spec/template/metadata/labels");
        return !labels.isEmpty()
                && labels.properties().stream()
                        .allMatch(label -> label.getValue().equals(own.get(label.getKey())));
    }

    /** Returns whether a container of this Deployment or database has the port, by name or number. */
    boolean hasPort(JsonNode port) {
        if (isDatabase()) {
            return DATABASE_PORTS.contains(port.asInt());
        }
        return containers().stream()
                .flatMap(container -> elements(container.path("ports")))
                .anyMatch(existing -> existing.path("name").equals(port)
                        || existing.path("containerPort").asText().equals(port.asText()));
    }

    /** A database of CloudNativePG, whose operator creates the pods. */
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
