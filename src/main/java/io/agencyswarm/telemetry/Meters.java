package io.agencyswarm.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.DoubleStream;

/**
 * The meters of runs, with the names, units and buckets of OpenTelemetry's conventions if these define some. A meter is
 * created when its labels are first used, and then cached. A label without a value is empty, which Prometheus treats as
 * missing. Thread-safe.
 */
final class Meters {

    private static final Duration[] SECONDS = DoubleStream.iterate(0.01, bound -> bound < 100, bound -> bound * 2)
            .mapToObj(Meters::seconds)
            .toArray(Duration[]::new);
    private static final Duration[] SECONDS_OF_RUNS = DoubleStream.of(
                    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600, 1800, 3600)
            .mapToObj(Meters::seconds)
            .toArray(Duration[]::new);
    private static final double[] TOKENS = DoubleStream.iterate(1, bound -> bound < 100_000_000, bound -> bound * 4)
            .toArray();

    private final MeterRegistry registry;
    private final ConcurrentMap<Record, Timer> timers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Record, DistributionSummary> summaries = new ConcurrentHashMap<>();
    private final ConcurrentMap<Record, Counter> counters = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record OfRun(String agency, String outcome, String error) {}

    private record OfFirstDelta(String agency) {}

    private record OfTool(String tool, String outcome) {}

    private record OfRequest(ModelName name, String error) {}

    private record OfTokens(ModelName name, String type) {}

    private record OfRetry(ModelName name, String error) {}

    private record OfCost(String agency, ModelName name) {}

    Timer run(String agency, Ending ending, String error) {
        return timers.computeIfAbsent(
                new OfRun(agency, ending.label(), error),
                _ -> timer(
                        "agency.swarm.runs",
                        "Duration of runs, by outcome",
                        Tags.of("agency", agency, "outcome", ending.label(), "error", error),
                        SECONDS_OF_RUNS));
    }

    Timer firstDelta(String agency) {
        return timers.computeIfAbsent(
                new OfFirstDelta(agency),
                _ -> timer(
                        "agency.swarm.time.to.first.delta",
                        "Time from the start of a run to the first part of a model's answer",
                        Tags.of("agency", agency),
                        SECONDS));
    }

    Timer tool(String tool, Ending ending) {
        return timers.computeIfAbsent(
                new OfTool(tool, ending.label()),
                _ -> timer(
                        "agency.swarm.tool",
                        "Duration of tool calls, by outcome",
                        Tags.of("tool", tool, "outcome", ending.label()),
                        SECONDS));
    }

    Timer request(ModelName name, String error) {
        return timers.computeIfAbsent(
                new OfRequest(name, error),
                _ -> timer(
                        "gen_ai.client.operation.duration",
                        "Duration of model requests, including retries",
                        chat(name).and("error.type", error),
                        SECONDS));
    }

    DistributionSummary tokens(ModelName name, String type) {
        return summaries.computeIfAbsent(
                new OfTokens(name, type),
                _ -> DistributionSummary.builder("gen_ai.client.token.usage")
                        .description("Tokens of model requests")
                        .tags(chat(name).and("gen_ai.token.type", type))
                        .serviceLevelObjectives(TOKENS)
                        .register(registry));
    }

    Counter cost(String agency, ModelName name) {
        return counters.computeIfAbsent(
                new OfCost(agency, name),
                _ -> Counter.builder("agency.swarm.cost")
                        .description("Cost of model requests, by the price table")
                        .baseUnit("dollars")
                        .tags("agency", agency, "model", name.model())
                        .register(registry));
    }

    Counter retry(ModelName name, String error) {
        return counters.computeIfAbsent(
                new OfRetry(name, error),
                _ -> Counter.builder("agency.swarm.model.retries")
                        .description("Retries of model requests, by the error that caused them")
                        .tags("provider", name.provider(), "model", name.model(), "error", error)
                        .register(registry));
    }

    private Timer timer(String name, String description, Tags tags, Duration[] buckets) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Tags chat(ModelName name) {
        return Tags.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", name.provider(),
                "gen_ai.request.model", name.model());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
