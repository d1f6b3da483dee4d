package io.agencyswarm.service.store;

import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds runs between the end of their row and their last frames, until a test releases them. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class HeldEnds implements RunObserver {

    private static final int PATIENCE_SECONDS = 20;

    private final ConcurrentMap<String, CountDownLatch> held = new ConcurrentHashMap<>();

    /** Must be called before the run ends. */
    void hold(String runId) {
        held.put(runId, new CountDownLatch(1));
    }

    void release(String runId) {
        held.remove(runId).countDown();
    }

    @Override
    public Span begin(Step.Run run) {
        return new Held(run.runId());
    }

    private final class Held implements Span {

        private final String runId;

        Held(String runId) {
            this.runId = runId;
        }

        @Override
        public Span begin(Step child) {
            return new Held("");
        }

        @Override
        public void answerStarted() {}

        @Override
        public void end(StepOutcome how) {
            CountDownLatch latch = held.get(runId);
            try {
                if (latch != null && !latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("The run was not let go on.");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
