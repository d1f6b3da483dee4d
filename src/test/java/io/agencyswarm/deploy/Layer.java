package io.agencyswarm.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rendered objects of a kustomization, without prefixes and hashes, which names do not need. */
record Layer(String name, List<Manifest> objects) {

    /** Returns the base, each overlay, and each component on the base. */
    static List<Layer> all(Path root) throws IOException {
        List<Manifest> base = rendered(root.resolve("base"), List.of());
        List<Layer> layers = new ArrayList<>(List.of(new Layer("base", base)));
        for (Path overlay : directories(root.resolve("overlays"))) {
            layers.add(new Layer(overlay.getFileName().toString(), rendered(overlay, List.of())));
        }
        for (Path component : directories(root.resolve("components"))) {
            layers.add(new Layer(component.getFileName().toString(), rendered(component, base)));
        }
        return layers;
    }

    static List<Path> directories(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    Stream<Manifest> of(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    boolean has(String kind, String name) {
        return objects.stream().anyMatch(object -> object.is(kind, name));
    }

    /** Returns the Deployments and databases whose pods have all labels. */
    List<Manifest> selected(JsonNode labels) {
        return Stream.concat(of("Deployment"), of("Cluster"))
                .filter(object -> object.hasPodsWith(labels))
                .toList();
    }

    /** Returns the Service's port by name or number; a missing node if there is none. */
    JsonNode servicePort(String service, String port) {
        return of("Service")
                .filter(object -> object.name().equals(service))
                .flatMap(object -> object.all("/spec/ports"))
                .filter(existing -> existing.path("name").asText().equals(port)
                        || existing.path("port").asText().equals(port))
                .findFirst()
                .orElseGet(() -> Yaml.MAPPER.missingNode());
    }

    private static List<Manifest> rendered(Path directory, List<Manifest> below) throws IOException {
        JsonNode kustomization = Yaml.one(directory.resolve("kustomization.yaml"));
        List<Manifest> objects = new ArrayList<>(below);
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = directory.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                objects.addAll(rendered(path, List.of()));
            } else if (Files.exists(path)) { // else a finding of FileRules
                Yaml.all(path).forEach(tree -> objects.add(new Manifest(tree)));
            }
        }
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            patch(objects, configMap(directory, generator));
        }
        for (JsonNode patch : kustomization.path("patches")) {
            patch(
                    objects,
                    patch.has("path")
                            ? Yaml.one(directory.resolve(patch.get("path").asText()))
                            : Yaml.parse(patch.get("patch").asText()));
        }
        return objects;
    }

    private static JsonNode configMap(Path directory, JsonNode generator) throws IOException {
        ObjectNode map = Yaml.MAPPER.createObjectNode().put("kind", "ConfigMap");
        map.putObject("metadata").put("name", generator.path("name").asText());
        ObjectNode data = map.putObject("data");
        for (JsonNode literal : generator.path("literals")) {
            put(data, literal.asText());
        }
        for (JsonNode file : generator.path("envs")) {
            Files.readAllLines(directory.resolve(file.asText())).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> put(data, line));
        }
        return map;
    }

    private static void put(ObjectNode data, String assignment) {
        int equals = assignment.indexOf('=');
        data.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    /** Merges the patch into the object of its kind and name, adds it if there is none, or deletes that object. */
    private static void patch(List<Manifest> objects, JsonNode tree) {
        Manifest patch = new Manifest(tree);
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).is(patch.kind(), patch.name())) {
                Manifest old = objects.remove(i);
                if (!tree.path("$patch").asText().equals("delete")) {
                    objects.add(i, new Manifest(Yaml.merged(old.tree(), tree)));
                }
                return;
            }
        }
        objects.add(patch);
    }

    @Override
    public String toString() {
        return name;
    }
}
