package io.agencyswarm.run.loop;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/**
 * An observed step of a run. Closing it reports its end: as failed if {@link #fail} was called, as done if
 * {@link #succeed} was, otherwise as cancelled. Confined to the step's thread.
 */
final class ObservedStep implements AutoCloseable {

    private final Span span;
    private final Span.Scope scope;
    private final Cancellation cancellation;
    private UsageTotals usage = UsageTotals.NONE;
    private @Nullable AgencyException failure;
    private boolean ended;
    private boolean answerStarted;

    private ObservedStep(Span span, Cancellation cancellation) {
        this.span = span;
        this.scope = span.enter();
        this.cancellation = cancellation;
    }

    /** Begins a step within another one. */
    static ObservedStep begin(Span parent, Step step, Cancellation cancellation) {
        return new ObservedStep(parent.begin(step), cancellation);
    }

    /** Returns the parent of the spans of steps within this one. */
    Span span() {
        return span;
    }

    /** Reports the model's first event that holds output to observers. Called with each event. */
    void onModelEvent(ModelEvent event) {
        if (!answerStarted
                && (event instanceof ModelEvent.ItemDone || event.type().endsWith(".delta"))) {
            answerStarted = true;
            span.answerStarted();
        }
    }

    /** Sets the model usage of the step. */
    void use(UsageTotals usage) {
        this.usage = usage;
    }

    /** Marks the step as failed, even if the run continues. */
    <E extends AgencyException> E fail(E cause) {
        failure = cause;
        return cause;
    }

    /** Marks the step as done. */
    void succeed() {
        ended = true;
    }

    @Override
    public void close() {
        try {
            // A failure in a run that has ended, or is to end at once, is a consequence of that.
            boolean cancelled = failure == null ? !ended : cancellation.mustStop();
            span.end(new StepOutcome(usage, cancelled ? null : failure, cancelled));
        } finally {
            scope.close();
        }
    }
}
