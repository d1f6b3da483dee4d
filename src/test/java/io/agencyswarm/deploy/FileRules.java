package io.agencyswarm.deploy;

import static io.agencyswarm.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that each kustomization lists the existing files and README.md each kustomization, and that no file contains
 * forbidden text.
 */
final class FileRules {

    private static final Pattern HOST = Pattern.compile("[a-z.-]+\\.example\\.com");
    /** A shell replaces an unset variable by nothing, and an empty token would open or close a service. */
    private static final Pattern UNGUARDED = Pattern.compile("--from-literal=[a-z-]+=\"\\$[A-Z_]+\"");
    /** Applied by hand only, because a real Secret does not belong in manifests. */
    static final String EXAMPLE = "secret.example.yaml";

    private final Path root;

    FileRules(Path root) {
        this.root = root;
    }

    List<String> violations() throws IOException {
        List<String> matches = new ArrayList<>(files(root.resolve("base")));
        String readme = Files.readString(root.resolve("README.md"));
        for (String parent : List.of("overlays", "components")) {
            for (Path directory : Layer.directories(root.resolve(parent))) {
                matches.addAll(files(directory));
                if (!readme.contains("| `" + directory.getFileName() + "` |")) {
                    matches.add(root.relativize(directory) + " is not in README.md");
                }
            }
        }
        for (Path overlay : Layer.directories(root.resolve("overlays"))) {
            long hosts = hosts(overlay);
            if (hosts > 1) {
                matches.add(root.relativize(overlay) + " has the host in " + hosts + " places");
            }
        }
        if (UNGUARDED.matcher(readme).find()) {
            matches.add("README.md makes a Secret of variables that may not be set");
        }
        matches.addAll(domains());
        return matches;
    }

    /** The domain differs between clusters, and names resolve without it. */
    private List<String> domains() throws IOException {
        List<String> matches = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("cluster.local")) {
                    matches.add(root.relativize(file) + " takes the cluster's domain to be cluster.local");
                }
            }
        }
        return matches;
    }

    private List<String> files(Path directory) throws IOException {
        Set<Path> listed = listed(directory);
        List<String> matches = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !listed.contains(file))
                    .filter(file -> !Set.of("kustomization.yaml", EXAMPLE)
                            .contains(file.getFileName().toString()))
                    .forEach(file -> matches.add(root.relativize(file) + " is there and not listed"));
        }
        return matches;
    }

    private static Set<Path> listed(Path directory) throws IOException {
        JsonNode file = Yaml.one(directory.resolve("kustomization.yaml"));
        Stream<JsonNode> generated = elements(file.path("configMapGenerator"))
                .flatMap(generator ->
                        Stream.concat(elements(generator.path("envs")), elements(generator.path("files"))));
        Stream<JsonNode> patches = elements(file.path("patches")).map(patch -> patch.path("path"));
        return Stream.of(elements(file.path("resources")), elements(file.path("components")), patches, generated)
                .flatMap(names -> names)
                .filter(JsonNode::isTextual)
                .map(name -> directory.resolve(name.asText()).normalize())
                .collect(Collectors.toSet());
    }

    private static long hosts(Path overlay) throws IOException {
        long hosts = 0;
        try (Stream<Path> files = Files.list(overlay)) {
            for (Path file : files.toList()) {
                hosts += HOST.matcher(Files.readString(file)).results().count();
            }
        }
        return hosts;
    }
}
