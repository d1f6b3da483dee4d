package io.agencyswarm.e2e.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.agencyswarm.e2e.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code deploy/k8s} as kustomize renders it, and the resulting environment of a pod. */
record Rendering(List<JsonNode> objects) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    /** Renders the base with components. */
    static Rendering withComponents(List<String> components, Path directory) throws IOException, InterruptedException {
        Path deploy = directory.toRealPath().relativize(Path.of("deploy", "k8s").toRealPath());
        StringBuilder kustomization = new StringBuilder("resources: [" + deploy.resolve("base") + "]\ncomponents:\n");
        components.forEach(name -> kustomization
                .append("  - ")
                .append(deploy.resolve("components").resolve(name))
                .append('\n'));
        Files.writeString(
                directory.resolve("kustomization.yaml"),
                components.isEmpty() ? kustomization.toString().replace("components:\n", "") : kustomization);
        List<String> command = new ArrayList<>(program());
        command.add(directory.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(process.getInputStream())) {
            List<JsonNode> objects = documents.readAll();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("Kustomize did not render " + components);
            }
            return new Rendering(objects);
        }
    }

    /** The kubectl on PATH, or else the one that src/test/scripts/check-manifests.sh has fetched. */
    private static List<String> program() {
        Path fetched = Path.of("target", "manifests", "kubectl", "bin", "kubectl");
        return List.of(Files.isExecutable(fetched) ? fetched.toString() : Program.find("kubectl"), "kustomize");
    }

    /**
     * Returns the environment of the application's container. {@code outside} has the pod's fields and the Secret's
     * keys, by field path and by key.
     */
    Map<String, String> environment(Map<String, String> outside) {
        JsonNode container = container();
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode source : container.path("envFrom")) {
            JsonNode map = object("ConfigMap", source.at("/configMapRef/name").asText());
            map.path("data")
                    .properties()
                    .forEach(entry ->
                            environment.put(entry.getKey(), entry.getValue().asText()));
        }
        for (JsonNode variable : container.path("env")) {
            JsonNode from = variable.path("valueFrom");
            String name = from.at("/fieldRef/fieldPath")
                    .asText(from.at("/secretKeyRef/key").asText());
            String value = from.isMissingNode() ? variable.path("value").asText() : outside.get(name);
            if (value == null) {
                throw new IllegalStateException("Nothing stands in for " + variable);
            }
            environment.put(variable.path("name").asText(), expanded(value, environment));
        }
        return environment;
    }

    /** As in Kubernetes: references to earlier variables are replaced, unknown ones are kept. */
    private static String expanded(String value, Map<String, String> environment) {
        return REFERENCE
                .matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(environment.getOrDefault(match.group(1), match.group())));
    }

    /** Returns the mount paths of volumes. */
    List<String> mounts() {
        return container().path("volumeMounts").findValuesAsText("mountPath");
    }

    private JsonNode container() {
        return object("Deployment", "agency-swarm").at("/spec/template/spec/containers/0");
    }

    private JsonNode object(String kind, String name) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no " + kind + " " + name));
    }
}
