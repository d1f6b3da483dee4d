package io.agencyswarm.observe;

import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A span of one observer that contains the observer's failures: an exception is logged once and not thrown further.
 * Errors of the virtual machine are thrown.
 *
 * @param name the observer's class
 * @param warned whether a failure of the observer has been logged
 */
record FailsafeSpan(Span span, String name, AtomicBoolean warned) implements Span {

    private static final Logger LOG = Logger.getLogger(RunObserver.class);

    @Override
    public FailsafeSpan begin(Step child) {
        return new FailsafeSpan(callSafely(() -> span.begin(child), NONE), name, warned);
    }

    /** Calls the observer for a request. */
    RunObserver forRun(RunObserver observer) {
        return callSafely(observer::forRun, _ -> NONE);
    }

    /** Begins the observer's span for a run. */
    FailsafeSpan begin(RunObserver observer, Step.Run run) {
        return new FailsafeSpan(callSafely(() -> observer.begin(run), NONE), name, warned);
    }

    @Override
    public void answerStarted() {
        runSafely(span::answerStarted);
    }

    @Override
    public void input(List<Item> items) {
        runSafely(() -> span.input(items));
    }

    @Override
    public void incomplete(String limit) {
        runSafely(() -> span.incomplete(limit));
    }

    @Override
    public void output(List<Item> items) {
        runSafely(() -> span.output(items));
    }

    @Override
    public Scope enter() {
        Scope scope = callSafely(span::enter, Scope.NONE);
        return () -> runSafely(scope::close);
    }

    @Override
    public void end(StepOutcome stepOutcome) {
        runSafely(() -> span.end(stepOutcome));
    }

    private void runSafely(Runnable call) {
        callSafely(
                () -> {
                    call.run();
                    return this;
                },
                this);
    }

    private <T> T callSafely(Supplier<T> call, T otherwise) {
        try {
            return Objects.requireNonNull(call.get(), "it returned null instead of NONE");
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            if (warned.compareAndSet(false, true)) {
                LOG.errorf(e, "The run observer %s failed. Runs continue; its further failures are not logged.", name);
            }
            return otherwise;
        }
    }
}
