package io.agencyswarm.service.observe;

import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An observer that throws in each method, in turn from the first call and from the second. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class FaultyObserver implements RunObserver {

    private final AtomicInteger runs = new AtomicInteger();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /** The methods that have thrown so far. */
    Set<String> failed() {
        return Set.copyOf(failed);
    }

    /** A request to a model is retried. */
    void retry(@Observes ModelRouter.Retry retry) {
        throw failure("retry");
    }

    @Override
    public Span begin(Step.Run run) {
        if (runs.getAndIncrement() % 2 == 0) {
            throw failure("run");
        }
        return new FaultySpan(run);
    }

    private final class FaultySpan implements Span {

        private final Step step;

        private FaultySpan(Step step) {
            this.step = step;
        }

        @Override
        @SuppressWarnings("NullAway") // Null is what it does wrong.
        public Span begin(Step child) {
            if (child instanceof Step.DelegatedRun) {
                failed.add("null");
                return null;
            }
            return new FaultySpan(child);
        }

        @Override
        public void answerStarted() {
            throw failure("answering");
        }

        @Override
        public void end(StepOutcome outcome) {
            failed.add("end of " + step.getClass().getSimpleName());
            throw new AssertionError("The observer is not well.");
        }
    }

    private IllegalStateException failure(String where) {
        failed.add(where);
        return new IllegalStateException("The observer is not well.");
    }
}
