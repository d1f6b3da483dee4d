package io.agencyswarm.telemetry;

import io.agencyswarm.model.Models;
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
 * Counts and times runs and what happens in them. There from the start, so that an autoscaler sees no run before there
 * is one.
 */
@Startup(RunMetrics.AFTER_THE_AGENCIES)
@Singleton
@IfBuildProperty(name = "quarkus.micrometer.enabled", stringValue = "true", enableIfMissing = true)
@IfLibrary(OptionalLibrary.MICROMETER)
class RunMetrics implements RunObserver {

    /** What is wrong with an agency is told before this asks for them. */
    static final int AFTER_THE_AGENCIES = Integer.MAX_VALUE;

    private final AtomicInteger open = new AtomicInteger();
    private final MeterRegistry registry;
    private final Meters meters;
    private final ModelNames names;

    @Inject
    RunMetrics(MeterRegistry registry, ModelNames names) {
        this.registry = registry;
        this.meters = new Meters(registry);
        this.names = names;
        Gauge.builder("agency.swarm.runs.open", open, AtomicInteger::get)
                .description("Runs that have begun and are not over")
                .register(registry);
    }

    /**
     * A provider that is short of capacity is seen here before its requests fail. Before an application's observers:
     * one that throws ends the event, and others do not hear of it.
     */
    void retry(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Models.Retry retry) {
        meters.retry(names.label(retry.model(), 0), retry.error()).increment();
    }

    @Override
    public Span begin(Step.Run run) {
        open.incrementAndGet();
        return new MeteredRun(run.agency(), registry, meters, names, open::decrementAndGet);
    }
}
