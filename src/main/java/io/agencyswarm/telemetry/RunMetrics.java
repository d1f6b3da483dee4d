package io.agencyswarm.telemetry;

import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Startup;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times runs and their steps. Registered at start, so that an autoscaler sees zero runs before the first
 * one.
 */
@Startup(RunMetrics.AFTER_THE_AGENCIES)
@Singleton
@IfBuildProperty(name = "quarkus.micrometer.enabled", stringValue = "true", enableIfMissing = true)
@IfLibrary(OptionalLibrary.MICROMETER)
class RunMetrics implements RunObserver {

    /** After the agencies, so that an error in an agency is reported before this bean needs them. */
    static final int AFTER_THE_AGENCIES = Integer.MAX_VALUE;

    private final AtomicInteger openRuns = new AtomicInteger();
    private final MeterRegistry registry;
    private final Meters meters;
    private final ModelLabels modelLabels;

    @Inject
    RunMetrics(MeterRegistry registry, ModelLabels modelLabels) {
        this.registry = registry;
        this.meters = new Meters(registry);
        this.modelLabels = modelLabels;
        Gauge.builder("agency.swarm.runs.open", openRuns, AtomicInteger::get)
                .description("Runs that have started and not ended")
                .register(registry);
    }

    /**
     * Counts a retry, which shows a provider's lack of capacity before requests fail. Runs before an application's
     * observers, because an observer that throws ends the event for later ones.
     */
    void retry(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ModelRouter.Retry retry) {
        meters.retry(modelLabels.label(retry.model(), 0), retry.error()).increment();
    }

    @Override
    public Span begin(Step.Run run) {
        openRuns.incrementAndGet();
        return new MeteredRun(run.agency(), registry, meters, modelLabels, openRuns::decrementAndGet);
    }
}
