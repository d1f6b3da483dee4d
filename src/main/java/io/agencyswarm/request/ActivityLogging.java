package io.agencyswarm.request;

import io.agencyswarm.activity.ActivityLog;
import io.agencyswarm.activity.ActivityLogDirectory;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.text.LogThrottle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes a run's events to the activity log that the request names in its header {@value #HEADER}. */
@Singleton
public class ActivityLogging {

    /** The header that names the log of a request. */
    public static final String HEADER = "x-agency-log-id";

    private static final Logger LOG = Logger.getLogger(ActivityLogging.class);

    private final ActivityLogDirectory logs;
    private final LogThrottle invalidIds = new LogThrottle();

    @Inject
    ActivityLogging(ActivityLogDirectory logs) {
        this.logs = logs;
    }

    /**
     * Returns an encoder that also writes each event to the log of this id; the delegate itself if {@code id} is null
     * or logging is disabled.
     */
    public EventEncoder encoder(@Nullable String id, EventEncoder delegate) {
        return id == null || !logs.enabled() ? delegate : new LoggingEncoder(log(id), delegate);
    }

    private record LoggingEncoder(Consumer<RunEvent> log, EventEncoder delegate) implements EventEncoder {

        @Override
        public List<SseEvent> encode(RunEvent event) {
            log.accept(event);
            return delegate.encode(event);
        }

        @Override
        public int prepareEnd(RunResult result) {
            return delegate.prepareEnd(result);
        }
    }

    /**
     * Returns the consumer that writes a run's events to the log of this id, or discards them if the id is not valid.
     */
    private Consumer<RunEvent> log(String id) {
        if (!ActivityLogDirectory.isId(id)) {
            if (invalidIds.allows()) {
                LOG.warnf(
                        "A request named a log with an id of %d characters that is not a valid log id; it is not"
                                + " logged",
                        id.length());
            }
            return _ -> {};
        }
        ActivityLog log = logs.open(id);
        return log::accept;
    }
}
