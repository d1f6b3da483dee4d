package io.agencyswarm.deploy;

import static io.agencyswarm.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for the names in pods: each returns a sentence for each name without a target. */
final class PodRules {

    private static final String SPEC = "/spec/template/spec";
    private static final String SHUTDOWN_TIMEOUT = "QUARKUS_SHUTDOWN_TIMEOUT";

    private final Layer layer;
    private final Set<String> secretKeys;

    /** {@code secretKeys}: the possible keys of Secrets, as {@code name/key}. */
    PodRules(Layer layer, Set<String> secretKeys) {
        this.layer = layer;
        this.secretKeys = secretKeys;
    }

    Stream<String> violations() {
        return layer.of("Deployment")
                .flatMap(pods -> Stream.of(
                                selectors(pods),
                                probes(pods),
                                volumes(pods),
                                references(pods),
                                grace(pods),
                                directories(pods))
                        .flatMap(match -> match)
                        .map(match -> pods + ": " + match));
    }

    private static Stream<String> selectors(Manifest pods) {
        Stream<JsonNode> spread =
                pods.all(SPEC + "/topologySpreadConstraints").map(each -> each.at("/labelSelector/matchLabels"));
        return Stream.concat(Stream.of(pods.at("/spec/selector/matchLabels")), spread)
                .filter(labels -> !pods.hasPodsWith(labels))
                .map(labels -> "its own pods lack the labels " + labels);
    }

    private static Stream<String> probes(Manifest pods) {
        return pods.containers().stream()
                .flatMap(container -> Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(container::path)
                        .flatMap(probe -> Stream.of(probe.at("/httpGet/port"), probe.at("/tcpSocket/port"))))
                .filter(port -> !port.isMissingNode() && !pods.hasPort(port))
                .map(port -> "a probe asks the port " + port + ", which no container has");
    }

    private Stream<String> volumes(Manifest pods) {
        Set<String> volumes = pods.all(SPEC + "/volumes")
                .map(each -> each.path("name").asText())
                .collect(Collectors.toSet());
        Stream<String> mounts = pods.containers().stream()
                .flatMap(container -> elements(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText())
                .filter(name -> !volumes.contains(name))
                .map(name -> "mounts the volume " + name + ", which is not there");
        Stream<String> claims = pods.all(SPEC + "/volumes")
                .map(volume -> volume.at("/persistentVolumeClaim/claimName"))
                .filter(claim -> !claim.isMissingNode() && !layer.has("PersistentVolumeClaim", claim.asText()))
                .map(claim -> "claims the volume " + claim + ", which is not there");
        Stream<String> secrets = pods.all(SPEC + "/volumes")
                .map(volume -> volume.path("secret"))
                .flatMap(secret -> elements(secret.path("items"))
                        .map(item -> secret.path("secretName").asText() + "/"
                                + item.path("key").asText()))
                .filter(key -> !isThere(key))
                .map(key -> "mounts " + key + " of a Secret, which is not there");
        return Stream.of(mounts, claims, secrets).flatMap(match -> match);
    }

    private Stream<String> references(Manifest pods) {
        Stream<String> configMaps = pods.containers().stream()
                .flatMap(container -> elements(container.path("envFrom")))
                .map(source -> source.at("/configMapRef/name").asText())
                .filter(name -> !layer.has("ConfigMap", name))
                .map(name -> "takes its environment from the ConfigMap " + name + ", which is not there");
        Stream<String> secrets = environment(pods)
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .filter(reference -> !reference.isMissingNode())
                .filter(reference -> reference.path("optional").asBoolean()
                        || !isThere(reference.path("name").asText() + "/"
                                + reference.path("key").asText()))
                .map(reference -> "refers to " + reference + ", which is optional or not in the example Secret");
        Stream<String> accounts = Stream.of(pods.at(SPEC + "/serviceAccountName"))
                .filter(account -> !account.isMissingNode() && !layer.has("ServiceAccount", account.asText()))
                .map(account -> "runs as " + account + ", a ServiceAccount that is not there");
        return Stream.of(configMaps, secrets, accounts).flatMap(match -> match);
    }

    /** In the example Secret, or in one that CloudNativePG's operator creates. */
    private boolean isThere(String key) {
        return secretKeys.contains(key)
                || layer.of("Cluster")
                        .anyMatch(database ->
                                key.matches(Pattern.quote(database.name()) + "-(app/(username|password)|ca/ca\\.crt)"));
    }

    private static Stream<String> grace(Manifest pods) {
        long grace = pods.at(SPEC + "/terminationGracePeriodSeconds").asLong(30);
        return pods.containers().stream()
                .flatMap(container -> elements(container.path("env"))
                        .filter(variable -> variable.path("name").asText().equals(SHUTDOWN_TIMEOUT))
                        .map(variable ->
                                container.at("/lifecycle/preStop/sleep/seconds").asLong()
                                        + Duration.parse("PT"
                                                        + variable.path("value").asText())
                                                .toSeconds()))
                .filter(needed -> grace < needed)
                .map(needed -> "is killed after " + grace + " s but stops within " + needed + " s");
    }

    /** Directories among the settings must be volumes: the rest of the file system is read-only. */
    private Stream<String> directories(Manifest pods) {
        Set<String> mounted = pods.containers().stream()
                .flatMap(container -> elements(container.path("volumeMounts")))
                .map(mount -> mount.path("mountPath").asText())
                .collect(Collectors.toSet());
        return settings(pods).entrySet().stream()
                .filter(setting -> setting.getKey().matches("AGENCY_SWARM_.*_DIRS?"))
                .flatMap(setting -> Stream.of(setting.getValue().split(",")))
                .filter(directory -> !mounted.contains(directory))
                .map(directory -> "a setting names the directory " + directory + ", where no volume is mounted");
    }

    /** Returns the environment of a Deployment's containers, with the values that are known here. */
    Map<String, String> settings(Manifest pods) {
        Map<String, String> settings = new TreeMap<>();
        pods.containers().stream()
                .flatMap(container -> elements(container.path("envFrom")))
                .flatMap(source -> layer.of("ConfigMap")
                        .filter(map -> map.name()
                                .equals(source.at("/configMapRef/name").asText())))
                .forEach(map -> map.at("/data")
                        .properties()
                        .forEach(entry ->
                                settings.put(entry.getKey(), entry.getValue().asText())));
        environment(pods)
                .forEach(variable -> settings.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return settings;
    }

    private static Stream<JsonNode> environment(Manifest pods) {
        return pods.containers().stream().flatMap(container -> elements(container.path("env")));
    }
}
