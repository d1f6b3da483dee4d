package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.observe.Outcome;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.usage.UsageTotals;
import org.jspecify.annotations.Nullable;

/** A step of a run while it is observed; whichever way it ends, its span ends too. For the step's own thread. */
final class Observed {

    private final Span span;
    private UsageTotals used = UsageTotals.NONE;
    private @Nullable AgencyException failure;
    private boolean answering;

    Observed(Span span) {
        this.span = span;
    }

    /** What a step does. */
    interface Work<T> {
        T run(Observed step) throws InterruptedException;
    }

    /** Takes a step. */
    static <T> T step(RunContext run, Span parent, Step step, Work<T> work) throws InterruptedException {
        Observed observed = new Observed(parent.begin(step));
        boolean cancelled = false;
        try (Span.Scope _ = observed.span.enter()) {
            return work.run(observed);
        } catch (InterruptedException interrupted) {
            cancelled = true;
            throw interrupted;
        } catch (AgencyException failed) {
            observed.fail(failed);
            throw failed;
        } catch (Throwable e) {
            observed.fail(new AgencyException(ErrorCode.INTERNAL, AgencyException.reason(e), e));
            throw e;
        } finally {
            observed.end(cancelled, run.cancellation());
        }
    }

    /** What steps within this one are begun from. */
    Span span() {
        return span;
    }

    /** The model sent something; the first that holds output is what observers are told of. */
    void heard(ModelEvent event) {
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
    void fail(AgencyException cause) {
        failure = cause;
    }

    private void end(boolean interrupted, Cancellation cancellation) {
        // What fails in a run that is over, or about to be, fails because of that.
        boolean cancelled = interrupted || (failure != null && cancellation.stopped());
        span.end(new Outcome(used, cancelled ? null : failure, cancelled));
    }
}
