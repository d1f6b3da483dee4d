package io.agencyswarm.telemetry;

import io.agencyswarm.observe.StepStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * The meters of runs, with the names, units and buckets of OpenTelemetry's conventions if these define some. A label
 * without a value is empty, which Prometheus treats as missing. Thread-safe.
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

    private final MeterProvider<Timer> runs;
    private final MeterProvider<Timer> firstDeltas;
    private final MeterProvider<Timer> tools;
    private final MeterProvider<Timer> requests;
    private final MeterProvider<DistributionSummary> tokens;
    private final MeterProvider<Counter> costs;
    private final MeterProvider<Counter> retries;

    Meters(MeterRegistry registry) {
        this.runs = Timer.builder("agency.swarm.runs")
                .description("Duration of runs, by outcome")
                .serviceLevelObjectives(SECONDS_OF_RUNS)
                .withRegistry(registry);
        this.firstDeltas = Timer.builder("agency.swarm.time.to.first.delta")
                .description("Time from the start of a run to the first part of a model's answer")
                .serviceLevelObjectives(SECONDS)
                .withRegistry(registry);
        this.tools = Timer.builder("agency.swarm.tool")
                .description("Duration of tool calls, by outcome")
                .serviceLevelObjectives(SECONDS)
                .withRegistry(registry);
        this.requests = Timer.builder("gen_ai.client.operation.duration")
                .description("Duration of model requests, including retries")
                .serviceLevelObjectives(SECONDS)
                .withRegistry(registry);
        this.tokens = DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of model requests")
                .serviceLevelObjectives(TOKENS)
                .withRegistry(registry);
        this.costs = Counter.builder("agency.swarm.cost")
                .description("Cost of model requests, by the price table")
                .baseUnit("dollars")
                .withRegistry(registry);
        this.retries = Counter.builder("agency.swarm.model.retries")
                .description("Retries of model requests, by the error that caused them")
                .withRegistry(registry);
    }

    Timer run(String agency, StepStatus status, String error) {
        return runs.withTags("agency", agency, "outcome", status.label(), "error", error);
    }

    Timer firstDelta(String agency) {
        return firstDeltas.withTag("agency", agency);
    }

    Timer tool(String tool, StepStatus status) {
        return tools.withTags("tool", tool, "outcome", status.label());
    }

    Timer request(ModelName name, String error) {
        return requests.withTags(chat(name).and("error.type", error));
    }

    DistributionSummary tokens(ModelName name, String type) {
        return tokens.withTags(chat(name).and("gen_ai.token.type", type));
    }

    Counter cost(String agency, ModelName name) {
        return costs.withTags("agency", agency, "model", name.model());
    }

    Counter retry(ModelName name, String error) {
        return retries.withTags("provider", name.provider(), "model", name.model(), "error", error);
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
