package io.agencyswarm.observe;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The trace that the calling thread works in. A bean, which exists only where the application is traced. Safe for several
 * threads.
 */
public interface CurrentTrace {

    /** The trace's id; empty where the thread works in none. */
    Optional<String> id();

    /**
     * Notes the trace for other threads. Each of them calls what is returned, and then works in the trace until it closes
     * the scope.
     */
    Supplier<Span.Scope> capture();
}
