package io.agencyswarm.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.agencyswarm.error.ErrorCode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that the variables in pods are settings of the application, and that the Services in them exist. */
final class SettingRules {

    /** Keys in the manifests that the application does not have yet. Remove each when the application has it. */
    static final Set<String> YET_TO_COME = Set.of();

    /** Settings that a pod must have, because the application's defaults do not suit it. */
    private static final Map<String, Predicate<String>> NEEDED = Map.of(
            "AGENCY_SWARM_OFFLINE", "never"::equals,
            "AGENCY_SWARM_AUTH_REQUIRED", "true"::equals,
            "AGENCY_SWARM_CLIENT_CONFIG_ALLOWED_HOSTS", hosts -> !hosts.isBlank(),
            "QUARKUS_HTTP_HTTP2", "false"::equals);

    /** For each the JVM writes a line that is not JSON, before the application's first line. */
    private static final Set<String> SAID_ALOUD = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final Pattern ADDRESS = Pattern.compile("([a-z-]+)(?:\\.\\S*)?:(\\d+)");
    private static final Pattern COLLECTOR = Pattern.compile("http://[a-z-]+\\.([a-z-]+)\\.svc:(\\d+)");
    private static final Set<String> KNOWN = known();

    private final Layer layer;

    SettingRules(Layer layer) {
        this.layer = layer;
    }

    Stream<String> violations() {
        return layer.of("Deployment").flatMap(pods -> {
            Map<String, String> settings = new PodRules(layer, Set.of()).settings(pods);
            Stream<String> unknown = settings.keySet().stream()
                    .filter(name -> name.startsWith("AGENCY_SWARM_"))
                    .filter(name -> !KNOWN.contains(name) && !YET_TO_COME.contains(name))
                    .map(name -> pods + ": the application has no setting for " + name);
            Stream<String> addresses = Stream.of("AGENCY_SWARM_CLUSTER_PEERS")
                    .filter(name -> !settings.getOrDefault(name, "").isEmpty())
                    .filter(name -> !isServed(settings.get(name)))
                    .map(name -> pods + ": " + name + " leads to no Service and port: " + settings.get(name));
            Stream<String> aloud = settings.keySet().stream()
                    .filter(SAID_ALOUD::contains)
                    .map(name -> pods + ": " + name + " makes the JVM write a line that is no JSON");
            return Stream.of(
                            unknown,
                            addresses,
                            aloud,
                            secrets(pods, settings),
                            collectors(pods, settings),
                            lacking(pods, settings))
                    .flatMap(match -> match);
        });
    }

    /** A password in an address would be readable. */
    private static Stream<String> secrets(Manifest pods, Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getValue().matches("(?:jdbc:)?\\w+://[^/]*@.*|.*[?&]password=.*"))
                .map(setting -> pods + ": " + setting.getKey() + " shows a password: take it from the Secret");
    }

    private Stream<String> collectors(Manifest pods, Map<String, String> settings) {
        Matcher address = COLLECTOR.matcher(settings.getOrDefault("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", ""));
        return address.matches()
                        && outwards()
                                .noneMatch(rule -> rule.at(
                                                        "/to/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                                                .asText()
                                                .equals(address.group(1))
                                        && rule.at("/ports/0/port").asText().equals(address.group(2)))
                ? Stream.of(pods + ": no NetworkPolicy lets it reach the collector " + address.group())
                : Stream.empty();
    }

    /** The rules for what pods may reach. */
    private Stream<JsonNode> outwards() {
        return layer.of("NetworkPolicy").flatMap(policy -> policy.all("/spec/egress"));
    }

    private static Stream<String> lacking(Manifest pods, Map<String, String> settings) {
        return NEEDED.entrySet().stream()
                .filter(_ -> pods.name().equals("agency-swarm"))
                .filter(needed -> !needed.getValue().test(settings.getOrDefault(needed.getKey(), "")))
                .map(needed -> pods + ": " + needed.getKey() + " is not what it must be here: "
                        + settings.get(needed.getKey()));
    }

    private boolean isServed(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.matches()
                && !layer.servicePort(matcher.group(1), matcher.group(2)).isMissingNode();
    }

    /** Returns the keys of all {@code @ConfigMapping}s of the main code, as environment variables. */
    static Set<String> known() {
        return new ClassFileImporter()
                .importUrl(ErrorCode.class.getProtectionDomain().getCodeSource().getLocation()).stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(type ->
                                keys(type.getAnnotation(ConfigMapping.class).prefix(), type))
                        .map(key -> key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }

    private static Stream<String> keys(String prefix, Class<?> mapping) {
        return Stream.of(mapping.getMethods()).flatMap(method -> {
            String key = prefix + "." + name(method);
            boolean group = method.getReturnType().isMemberClass()
                    && method.getReturnType().isInterface();
            return group ? keys(key, method.getReturnType()) : Stream.of(key);
        });
    }

    private static String name(Method method) {
        WithName named = method.getAnnotation(WithName.class);
        return named == null ? method.getName().replaceAll("([A-Z])", "-$1") : named.value();
    }
}
