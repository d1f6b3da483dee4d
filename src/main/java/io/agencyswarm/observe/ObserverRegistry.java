package io.agencyswarm.observe;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls every {@link RunObserver} of the service and of the application. */
@Singleton
public class ObserverRegistry {

    private final List<GuardedObserver> all;

    /** An observer, and the span that guards its calls before there is a run. */
    private record GuardedObserver(RunObserver observer, FailsafeSpan guard) {}

    @Inject
    ObserverRegistry(@All List<RunObserver> observers) {
        this.all = observers.stream()
                .map(observer -> new GuardedObserver(
                        observer,
                        new FailsafeSpan(
                                Span.NONE,
                                ClientProxy.unwrap(observer).getClass().getName(),
                                new AtomicBoolean())))
                .toList();
    }

    /**
     * Called on the request's thread when a run is requested. The returned observer is called when the run begins. Its
     * span, and all spans begun from it, may be ended several times and used after that; only the first end counts.
     */
    public RunObserver forRun() {
        if (all.isEmpty()) {
            return _ -> Span.NONE;
        }
        List<GuardedObserver> targets = all.stream()
                .map(target -> new GuardedObserver(target.guard().forRun(target.observer()), target.guard()))
                .toList();
        return run -> begin(targets, run);
    }

    private static Span begin(List<GuardedObserver> targets, Step.Run run) {
        List<FailsafeSpan> spans = new ArrayList<>();
        try {
            targets.forEach(target -> spans.add(target.guard().begin(target.observer(), run)));
        } catch (VirtualMachineError e) {
            // The run does not begin, so observers that have begun a span for it get its end.
            new SharedSpan(spans).end(StepOutcome.CANCELLED);
            throw e;
        }
        return new SharedSpan(spans);
    }
}
