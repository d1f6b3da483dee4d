package io.agencyswarm.observe;

import java.util.Optional;
import java.util.function.Supplier;

/** The calling thread's trace. A bean that exists only if the application is traced. Thread-safe. */
public interface CurrentTrace {

    /** Returns the trace's id; empty if the thread has no trace. */
    Optional<String> id();

    /**
     * Captures the trace for other threads. A thread that calls the result works in the trace until it closes the
     * scope.
     */
    Supplier<Span.Scope> capture();
}
