package io.agencyswarm.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code deploy/k8s}, or a copy of it, with the faults of its names and limits. */
record DeployTree(Path root) {

    static final DeployTree OURS = new DeployTree(Path.of("deploy", "k8s"));

    /** Returns the faults of the files. */
    Stream<String> fileViolations() throws IOException {
        return new FileRules(root).violations().stream();
    }

    /** Returns the faults of the names and limits in a layer. */
    Stream<String> violations(Layer layer) throws IOException {
        return Stream.of(
                        new PodRules(layer, secretKeys()).violations(),
                        new TrafficRules(layer).violations(),
                        new ProxyRules(layer).violations(),
                        new SettingRules(layer).violations(),
                        new StoreRules(layer).violations(),
                        new LimitRules(layer).violations())
                .flatMap(match -> match);
    }

    DeployTree copiedTo(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(root.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new DeployTree(target);
    }

    private Set<String> secretKeys() throws IOException {
        Manifest secret = new Manifest(Yaml.one(root.resolve("base").resolve(FileRules.EXAMPLE)));
        return secret.at("/stringData").properties().stream()
                .map(entry -> secret.name() + "/" + entry.getKey())
                .collect(Collectors.toSet());
    }
}
