package io.agencyswarm.telemetry;

import io.agencyswarm.model.Models;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Traces runs by OpenTelemetry's conventions for generative AI, beneath the trace of the request that asked for them.
 */
@Singleton
@IfBuildProperty(name = "quarkus.otel.enabled", stringValue = "true", enableIfMissing = true)
class RunTraces implements RunObserver {

    private final boolean off;
    private final Tracer tracer;
    private final Models models;
    private final TelemetryConfig config;

    @Inject
    RunTraces(
            OpenTelemetry openTelemetry,
            Models models,
            TelemetryConfig config,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean off) {
        this.tracer = openTelemetry.getTracer("io.agencyswarm");
        this.models = models;
        this.config = config;
        this.off = off;
    }

    @Override
    public Span begin(Step.Run run) {
        return begin(run, Context.root());
    }

    @Override
    public RunObserver asked() {
        if (off) {
            return run -> Span.NONE;
        }
        Context request = Context.current();
        return run -> begin(run, request);
    }

    private Span begin(Step.Run run, Context request) {
        return TracedStep.begin(run, new TracedStep.Tracing(tracer, models, config.content()), request);
    }
}
