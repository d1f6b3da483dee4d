package io.agencyswarm.observe;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Calls every {@link RunObserver} of the service and of the application, and contains their failures. */
@Singleton
public class CompositeObserver {

    private final List<GuardedObserver> all;

    private record GuardedObserver(RunObserver observer, ObserverGuard guard) {

        GuardedObserver onRequested() {
            return new GuardedObserver(guard.call(observer::onRequested, _ -> Span.NONE), guard);
        }

        FailsafeSpan begin(Step.Run run) {
            return new FailsafeSpan(guard.call(() -> observer.begin(run), Span.NONE), guard);
        }
    }

    @Inject
    CompositeObserver(@All List<RunObserver> observers) {
        this.all = observers.stream()
                .map(observer -> new GuardedObserver(
                        observer,
                        new ObserverGuard(
                                ClientProxy.unwrap(observer).getClass().getName())))
                .toList();
    }

    /**
     * Called on the request's thread when a run is requested. The returned observer is called when the run begins. Its
     * span, and all spans begun from it, may be ended several times and used after that; only the first end counts.
     */
    public RunObserver onRequested() {
        if (all.isEmpty()) {
            return _ -> Span.NONE;
        }
        List<GuardedObserver> observers =
                all.stream().map(GuardedObserver::onRequested).toList();
        return run -> begin(observers, run);
    }

    private static Span begin(List<GuardedObserver> observers, Step.Run run) {
        List<FailsafeSpan> spans = new ArrayList<>();
        try {
            observers.forEach(observer -> spans.add(observer.begin(run)));
        } catch (VirtualMachineError e) {
            // The run does not begin, so observers that have begun a span for it get its end.
            new CompositeSpan(spans).end(StepOutcome.CANCELLED);
            throw e;
        }
        return new CompositeSpan(spans);
    }
}
