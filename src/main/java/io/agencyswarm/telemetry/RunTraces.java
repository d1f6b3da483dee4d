package io.agencyswarm.telemetry;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Traces runs by OpenTelemetry's conventions for generative AI, below the trace of the request that asked for them. */
@Singleton
@IfBuildProperty(name = "quarkus.otel.enabled", stringValue = "true", enableIfMissing = true)
@IfLibrary(OptionalLibrary.OPENTELEMETRY)
class RunTraces implements RunObserver {

    private final boolean sdkDisabled;
    private final Tracer tracer;
    private final ModelRouter models;
    /** Models by the names of agencies, then of their agents. */
    private final Map<String, Map<String, String>> ownModels = new HashMap<>();

    private final TelemetryConfig config;

    @Inject
    RunTraces(
            OpenTelemetry openTelemetry,
            ModelRouter models,
            AgencyCatalog catalog,
            TelemetryConfig config,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "false") boolean sdkDisabled) {
        this.tracer = openTelemetry.getTracer("io.agencyswarm");
        this.models = models;
        for (Agency agency : catalog.agencies()) {
            Map<String, String> ofAgency = new HashMap<>();
            agency.agents()
                    .forEach(agent -> ofAgency.put(agent.name(), agent.model().orElse(models.defaultModel())));
            ownModels.put(agency.name(), ofAgency);
        }
        this.config = config;
        this.sdkDisabled = sdkDisabled;
    }

    @Override
    public Span begin(Step.Run run) {
        return begin(run, Context.root());
    }

    @Override
    public RunObserver onRequested() {
        if (sdkDisabled) {
            return _ -> Span.NONE;
        }
        Context request = Context.current();
        return run -> begin(run, request);
    }

    private Span begin(Step.Run run, Context request) {
        Map<String, String> ofAgency = ownModels.getOrDefault(run.agency(), Map.of());
        return TracedStep.begin(run, new TracedStep.Tracing(tracer, models, ofAgency, config.content()), request);
    }
}
