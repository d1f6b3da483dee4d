package io.agencyswarm.telemetry;

import io.agencyswarm.observe.CurrentTrace;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs a line when a run has ended: a sentence, with its numbers as fields, which the production log writes as JSON.
 * All other log lines of a run carry the run's id as a field, and the trace's id if there is one.
 */
@Startup
@Singleton
class RunLog implements RunObserver {

    /** The category of the lines. */
    static final Logger LOG = Logger.getLogger("io.agencyswarm.runs");

    private final boolean lines;
    private final @Nullable CurrentTrace trace;

    @Inject
    RunLog(TelemetryConfig config, InjectableInstance<CurrentTrace> trace) {
        this.lines = config.runLog();
        if (config.content()) {
            // Otherwise the setting would have no effect, because nothing writes the content.
            OptionalLibrary.require(
                    "agency-swarm.telemetry.content=true", "set it to false", List.of(OptionalLibrary.OPENTELEMETRY));
        }
        this.trace = trace.orNull();
    }

    @Override
    public Span begin(Step.Run run) {
        return begin(run, Optional.empty());
    }

    @Override
    public RunObserver onRequested() {
        Optional<String> id = trace == null ? Optional.empty() : trace.id();
        return run -> begin(run, id);
    }

    private Span begin(Step.Run run, Optional<String> traceId) {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("runId", run.runId());
        traceId.ifPresent(id -> ids.put("traceId", id));
        return new LoggedRun(run, ids, lines);
    }
}
