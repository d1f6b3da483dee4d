package io.agencyswarm.deploy;

import static io.agencyswarm.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for the store: the pods share it, can reach it, and may reach nothing else because of it. */
final class StoreRules {

    private static final String KIND = "AGENCY_SWARM_STORE_KIND";
    private static final String PATH = "AGENCY_SWARM_STORE_PATH";
    private static final String ADDRESS = "AGENCY_SWARM_STORE_URL";
    private static final List<String> CREDENTIALS =
            List.of("AGENCY_SWARM_STORE_USERNAME", "AGENCY_SWARM_STORE_PASSWORD");
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([\\w.-]+):(\\d+)/\\w+\\?(.*)");
    private static final Pattern AUTHORITY = Pattern.compile("sslrootcert=([^&]*)/[^/&]+");

    private final Layer layer;

    StoreRules(Layer layer) {
        this.layer = layer;
    }

    Stream<String> violations() {
        return layer.of("Deployment").flatMap(pods -> {
            Map<String, String> settings = new PodRules(layer, Set.of()).settings(pods);
            return switch (settings.getOrDefault(KIND, "")) {
                case "memory" -> Stream.<String>empty();
                case "embedded" -> embedded(pods, settings);
                case "postgresql" -> postgresql(pods, settings);
                default -> Stream.of(pods + ": " + KIND + " does not say where runs and threads are kept");
            };
        });
    }

    private Stream<String> embedded(Manifest pods, Map<String, String> settings) {
        boolean several = !pods.at("/spec/strategy/type").asText().equals("Recreate")
                || layer.of("HorizontalPodAutoscaler")
                        .anyMatch(scaler -> scaler.at("/spec/maxReplicas").asInt() != 1);
        Stream<String> shared = several
                ? Stream.of(pods + ": several pods at a time would open one file, or one each")
                : Stream.empty();
        String path = settings.getOrDefault(PATH, "");
        return Stream.concat(shared, lost(pods, PATH, path.substring(0, Math.max(0, path.lastIndexOf('/')))));
    }

    private Stream<String> postgresql(Manifest pods, Map<String, String> settings) {
        Matcher url = URL.matcher(settings.getOrDefault(ADDRESS, ""));
        if (!url.matches()) {
            return Stream.of(pods + ": " + ADDRESS + " is no address of PostgreSQL: " + settings.get(ADDRESS));
        }
        Stream<String> credentials = CREDENTIALS.stream()
                .filter(name -> !settings.getOrDefault(name, "none").isEmpty())
                .map(name -> pods + ": " + name + " does not come from a Secret");
        Matcher authority = AUTHORITY.matcher(url.group(3));
        boolean checked = url.group(3).contains("sslmode=verify-full") && authority.find();
        Stream<String> unknown = checked
                ? lost(pods, ADDRESS, authority.group(1))
                : Stream.of(pods + ": " + ADDRESS + " sends the password to whatever server answers");
        return Stream.of(credentials, unknown, reach(pods, url.group(1), url.group(2)))
                .flatMap(match -> match);
    }

    private static Stream<String> lost(Manifest pods, String setting, String directory) {
        Set<String> mounted = pods.containers().stream()
                .flatMap(container -> elements(container.path("volumeMounts")))
                .map(mount -> mount.path("mountPath").asText())
                .collect(Collectors.toSet());
        return mounted.contains(directory)
                ? Stream.empty()
                : Stream.of(
                        pods + ": " + setting + " names the directory " + directory + ", where no volume is mounted");
    }

    /** One rule in addition to those of the base: to the database and its port. */
    private Stream<String> reach(Manifest pods, String host, String port) {
        Optional<Manifest> cluster = layer.of("Cluster")
                .filter(each -> host.equals(each.name() + "-rw"))
                .findFirst();
        List<JsonNode> rules = layer.of("NetworkPolicy")
                .filter(policy -> pods.hasPodsWith(policy.at("/spec/podSelector/matchLabels")))
                .filter(policy -> !policy.name().equals(pods.name()))
                .flatMap(policy -> policy.all("/spec/egress"))
                .toList();
        boolean exact = rules.size() == 1
                && rules.getFirst().path("to").size() == 1
                && rules.getFirst().path("ports").size() == 1
                && rules.getFirst().at("/ports/0/port").asText().equals(port)
                && cluster.map(database -> isTo(database, rules.getFirst()))
                        .orElseGet(() -> isToASubnet(rules.getFirst()));
        return exact
                ? Stream.empty()
                : Stream.of(pods + ": no NetworkPolicy lets it reach the database " + host + ":" + port
                        + " and nothing else");
    }

    private static boolean isTo(Manifest database, JsonNode rule) {
        return database.hasPodsWith(rule.at("/to/0/podSelector/matchLabels"));
    }

    private static boolean isToASubnet(JsonNode rule) {
        return rule.at("/to/0/ipBlock/cidr").asText("/0").matches(".*/[1-9]\\d*");
    }
}
