package io.agencyswarm.telemetry;

import io.agencyswarm.observe.CurrentTrace;
import io.agencyswarm.observe.Span;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the trace from OpenTelemetry's context. */
@Singleton
@IfLibrary(OptionalLibrary.OPENTELEMETRY)
class OpenTelemetryContext implements CurrentTrace {

    @Override
    public Optional<String> id() {
        SpanContext trace = io.opentelemetry.api.trace.Span.current().getSpanContext();
        return trace.isValid() ? Optional.of(trace.getTraceId()) : Optional.empty();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // Closed with the returned scope.
    public Supplier<Span.Scope> capture() {
        Context context = Context.current();
        return () -> {
            Scope scope = context.makeCurrent();
            return scope::close;
        };
    }
}
