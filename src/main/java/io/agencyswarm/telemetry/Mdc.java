package io.agencyswarm.telemetry;

import io.agencyswarm.observe.Span;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Sets MDC fields for the log lines of a thread. */
final class Mdc {

    private Mdc() {}

    /** Sets fields for the calling thread until the scope is closed, which restores the earlier values. */
    static Span.Scope with(Map<String, ?> fields) {
        Map<String, @Nullable Object> before = new HashMap<>();
        fields.forEach((name, value) -> before.put(name, MDC.put(name, value)));
        return () -> before.forEach(Mdc::restore);
    }

    private static void restore(String name, @Nullable Object value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
