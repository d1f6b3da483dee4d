package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.observe.Outcome;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run while it is observed. Closing it ends it: as failed where {@link #fail} was called, as done where
 * {@link #succeed} was, else as given up. For the step's own thread.
 */
final class ObservedStep implements AutoCloseable {

    private final Span span;
    private final Span.Scope scope;
    private final Cancellation cancellation;
    private UsageTotals used = UsageTotals.NONE;
    private @Nullable AgencyException failure;
    private boolean done;
    private boolean answering;

    private ObservedStep(Span span, Cancellation cancellation) {
        this.span = span;
        this.scope = span.enter();
        this.cancellation = cancellation;
    }

    /** Begins a step within another one. */
    static ObservedStep begin(Span within, Step step, Cancellation cancellation) {
        return new ObservedStep(within.begin(step), cancellation);
    }

    /** What steps within this one are begun from. */
    Span span() {
        return span;
    }

    /** The model sent something; the first that holds output is what observers are told of. */
    void onModelEvent(ModelEvent event) {
        if (!answering && (event instanceof ModelEvent.ItemDone || event.type().endsWith(".delta"))) {
            answering = true;
            span.answering();
        }
    }

    /** The step used a model. */
    void use(UsageTotals usage) {
        used = usage;
    }

    /** The step failed, even if the run goes on. */
    <E extends AgencyException> E fail(E cause) {
        failure = cause;
        return cause;
    }

    /** The step came to its end. */
    void succeed() {
        done = true;
    }

    @Override
    public void close() {
        try {
            // What fails in a run that is over, or about to be, fails because of that.
            boolean cancelled = failure == null ? !done : cancellation.stopped();
            span.end(new Outcome(used, cancelled ? null : failure, cancelled));
        } finally {
            scope.close();
        }
    }
}
