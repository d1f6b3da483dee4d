package io.agencyswarm.deploy;

import static io.agencyswarm.deploy.Manifest.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks limits that depend on each other: memory, disk, and timeouts of connections. Each rule returns a sentence if
 * they contradict each other.
 */
final class LimitRules {

    private static final long MIB = 1 << 20;
    /**
     * Measured, as described in {@code base/config.env}: the application's share of the heap, and the memory per byte
     * of a body.
     */
    private static final long IDLE_HEAP = 20 * MIB;

    private static final long HEAP_PER_BODY_BYTE = 15;
    private static final long HEAP_PER_KEPT_BYTE = 3;
    /** The application's default shares of the heap. */
    private static final int SHARE_OF_FRAMES = 8;

    private static final int SHARE_OF_STORE = 10;
    /** Classes, compiled code and threads. */
    private static final long OUTSIDE_OF_HEAP = 180 * MIB;

    private static final Pattern QUANTITY = Pattern.compile("(\\d+)([KMG]?)i?");

    private final Layer layer;

    LimitRules(Layer layer) {
        this.layer = layer;
    }

    Stream<String> violations() {
        return layer.of("Deployment").flatMap(pods -> {
            Map<String, String> settings = new PodRules(layer, Set.of()).settings(pods);
            return pods.name().equals("agency-swarm")
                    ? Stream.of(memory(pods, settings), disk(pods, settings), silence(settings), runs(settings))
                            .flatMap(match -> match)
                            .map(match -> pods + ": " + match)
                    : Stream.empty();
        });
    }

    private static Stream<String> memory(Manifest pods, Map<String, String> settings) {
        long memory = bytes(
                pods.containers().getFirst().at("/resources/limits/memory").asText());
        long heap = memory * Long.parseLong(option(settings, "MaxRAMPercentage")) / 100;
        long direct = bytes(option(settings, "MaxDirectMemorySize").toUpperCase(Locale.ROOT));
        long bodies = bytes(settings.getOrDefault("AGENCY_SWARM_LIMITS_REQUEST_BYTES", "0"));
        long stored = bytes(settings.getOrDefault("AGENCY_SWARM_LIMITS_RUN_BYTES", "0")) * runsAtATime(settings);
        long admitted = IDLE_HEAP + HEAP_PER_BODY_BYTE * bodies + HEAP_PER_KEPT_BYTE * stored + lasting(settings, heap);
        long body = bytes(settings.getOrDefault("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE", "0"));
        return Stream.of(
                        unless(admitted <= heap, "lets in what takes " + mib(admitted) + " of a heap of " + mib(heap)),
                        unless(
                                heap + direct + OUTSIDE_OF_HEAP <= memory,
                                "heap and buffers leave too little of " + mib(memory)),
                        unless(body <= bodies, "a body may be larger than all bodies"))
                .flatMap(Optional::stream);
    }

    /** The stored frames and the items of the store in memory. */
    private static long lasting(Map<String, String> settings, long heap) {
        String ofFrames = settings.getOrDefault("AGENCY_SWARM_RUNS_ALL_REPLAY_BYTES", "" + heap / SHARE_OF_FRAMES);
        String ofStore = settings.getOrDefault("AGENCY_SWARM_STORE_MAX_BYTES", "" + heap / SHARE_OF_STORE);
        boolean inMemory =
                settings.getOrDefault("AGENCY_SWARM_STORE_KIND", "memory").equals("memory");
        return bytes(ofFrames) + (inMemory ? bytes(ofStore) : 0);
    }

    private static Stream<String> disk(Manifest pods, Map<String, String> settings) {
        long all = pods.all("/spec/template/spec/volumes")
                .map(volume -> volume.at("/emptyDir/sizeLimit").asText("0"))
                .mapToLong(LimitRules::bytes)
                .sum();
        long disk = bytes(pods.containers()
                .getFirst()
                .at("/resources/limits/ephemeral-storage")
                .asText());
        return Stream.of(
                        fits(pods, settings, "AGENCY_SWARM_FILES_TEMP_DIR", "AGENCY_SWARM_FILES_MAX_TOTAL_BYTES"),
                        fits(pods, settings, "AGENCY_SWARM_LOGGING_DIR", "AGENCY_SWARM_LOGGING_MAX_TOTAL_BYTES"),
                        unless(all < disk, "the volumes' " + mib(all) + " are no less than the disk's " + mib(disk)))
                .flatMap(Optional::stream);
    }

    /** The maximum size of the application's files in a directory must be less than the size of its volume. */
    private static Optional<String> fits(Manifest pods, Map<String, String> settings, String directory, String max) {
        String volume = elements(pods.containers().getFirst().path("volumeMounts"))
                .filter(mount -> mount.path("mountPath").asText().equals(settings.get(directory)))
                .map(mount -> mount.path("name").asText())
                .findFirst()
                .orElse("");
        long limit = pods.all("/spec/template/spec/volumes")
                .filter(each -> each.path("name").asText().equals(volume))
                .mapToLong(each -> bytes(each.at("/emptyDir/sizeLimit").asText("0")))
                .findFirst()
                .orElse(0);
        long may = bytes(settings.getOrDefault(max, "0"));
        return unless(may < limit, max + " is " + mib(may) + ", no less than the " + mib(limit) + " of its volume");
    }

    /** A connection may be silent for the duration of a run, and the pod must not close it first. */
    private Stream<String> silence(Map<String, String> settings) {
        Duration run = duration(settings.getOrDefault("AGENCY_SWARM_LIMITS_RUN_TIME", "1h"));
        Duration pod = duration(settings.getOrDefault("QUARKUS_HTTP_IDLE_TIMEOUT", "0s"));
        Stream<String> own =
                unless(pod.compareTo(run) > 0, "its connections end before a silent run of " + run).stream();
        Stream<String> proxies = layer.objects().stream()
                .flatMap(object -> silences(object)
                        .flatMap(silence -> Stream.of(
                                        unless(silence.compareTo(run) >= 0, object + " ends silent runs"),
                                        unless(silence.compareTo(pod) < 0, object + " is more patient than the pods"))
                                .flatMap(Optional::stream)));
        return Stream.concat(own, proxies);
    }

    /** Returns a proxy's idle timeout for connections to pods, if its objects set it. */
    private static Stream<Duration> silences(Manifest object) {
        JsonNode notes = object.at("/metadata/annotations");
        Matcher alb = Pattern.compile("idle_timeout\\.timeout_seconds=(\\d+)")
                .matcher(notes.path("alb.ingress.kubernetes.io/load-balancer-attributes")
                        .asText());
        Stream<String> texts = Stream.of(
                alb.find() ? alb.group(1) + "s" : "",
                notes.path("haproxy.org/timeout-server").asText(),
                object.at("/spec/timeout/http/streamIdleTimeout").asText(),
                object.is("GCPBackendPolicy", object.name())
                        ? object.at("/spec/default/timeoutSec").asText() + "s"
                        : "");
        return texts.filter(text -> !text.isEmpty()).map(LimitRules::duration);
    }

    private Stream<String> runs(Map<String, String> settings) {
        long max = runsAtATime(settings);
        return layer.of("ScaledObject")
                .flatMap(scaler -> scaler.all("/spec/triggers"))
                .filter(trigger -> trigger.path("type").asText().equals("prometheus"))
                .map(trigger -> trigger.at("/metadata/threshold").asLong())
                .filter(threshold -> threshold >= max)
                .map(threshold -> "is scaled at " + threshold + " runs but refuses more than " + max);
    }

    private static long runsAtATime(Map<String, String> settings) {
        return Long.parseLong(settings.getOrDefault("AGENCY_SWARM_LIMITS_CONCURRENT_RUNS", "0"));
    }

    /** Returns the memory of a container that a JVM with these options leaves; negative if it needs more. */
    static long leftOver(long memory, String options) {
        long heap = memory * Long.parseLong(option(options, "MaxRAMPercentage")) / 100;
        return memory - heap - bytes(option(options, "MaxDirectMemorySize").toUpperCase(Locale.ROOT)) - OUTSIDE_OF_HEAP;
    }

    private static String option(Map<String, String> settings, String name) {
        return option(settings.getOrDefault("JAVA_OPTS", ""), name);
    }

    private static String option(String options, String name) {
        Matcher option = Pattern.compile("-XX:" + name + "=(\\w+)").matcher(options);
        return option.find() ? option.group(1) : "0";
    }

    private static Optional<String> unless(boolean fits, String finding) {
        return fits ? Optional.empty() : Optional.of(finding);
    }

    /** M means MiB, with or without i: these manifests use no other unit, and Quarkus and the JVM read it so. */
    static long bytes(String quantity) {
        Matcher matcher = QUANTITY.matcher(quantity);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number of bytes: " + quantity);
        }
        return Long.parseLong(matcher.group(1)) << 10 * " KMG".indexOf((matcher.group(2) + " ").charAt(0));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private static String mib(long bytes) {
        return bytes / MIB + " MiB";
    }
}
