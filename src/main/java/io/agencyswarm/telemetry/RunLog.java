package io.agencyswarm.telemetry;

import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Logs a line when a run is over: a sentence with its numbers as fields, which the production log writes as JSON. All
 * other lines that are written within a run carry the run's id as a field, and the trace's where there is one.
 */
@Singleton
class RunLog implements RunObserver {

    /** The category of the lines. */
    static final Logger LOG = Logger.getLogger("io.agencyswarm.runs");

    private final boolean lines;

    @Inject
    RunLog(TelemetryConfig config) {
        this.lines = config.runLog();
    }

    @Override
    public Span begin(Step.Run run) {
        return begin(run, SpanContext.getInvalid());
    }

    @Override
    public RunObserver asked() {
        SpanContext trace = io.opentelemetry.api.trace.Span.current().getSpanContext();
        return run -> begin(run, trace);
    }

    private Span begin(Step.Run run, SpanContext trace) {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("runId", run.runId());
        if (trace.isValid()) {
            ids.put("traceId", trace.getTraceId());
        }
        return new LoggedRun(run, ids, lines);
    }
}
