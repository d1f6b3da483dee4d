package io.agencyswarm.observe;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A span of one observer, which can throw what it likes: it is logged once, and nobody else hears of it.
 *
 * @param name the observer's class
 * @param warned whether a fault of the observer has been logged
 */
record GuardedSpan(Span span, String name, AtomicBoolean warned) implements Span {

    private static final Logger LOG = Logger.getLogger(RunObserver.class);

    @Override
    public GuardedSpan begin(Step child) {
        return new GuardedSpan(ask(() -> span.begin(child)), name, warned);
    }

    /** A span of the same observer for a run. */
    GuardedSpan begin(RunObserver observer, Step.Run run) {
        return new GuardedSpan(ask(() -> observer.begin(run)), name, warned);
    }

    @Override
    public void answering() {
        ask(() -> {
            span.answering();
            return NONE;
        });
    }

    @Override
    public void end(Outcome outcome) {
        ask(() -> {
            span.end(outcome);
            return NONE;
        });
    }

    private Span ask(Supplier<Span> call) {
        try {
            return Objects.requireNonNull(call.get(), "it returned null instead of Span.NONE");
        } catch (RuntimeException | Error fault) {
            if (warned.compareAndSet(false, true)) {
                LOG.errorf(fault, "The run observer %s failed; runs go on, and it is not logged again.", name);
            }
            return NONE;
        }
    }
}
