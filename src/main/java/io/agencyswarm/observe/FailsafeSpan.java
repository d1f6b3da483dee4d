package io.agencyswarm.observe;

import io.agencyswarm.item.Item;
import java.util.List;

/** A span of one observer whose failures a guard contains. */
record FailsafeSpan(Span span, ObserverGuard guard) implements Span {

    @Override
    public FailsafeSpan begin(Step child) {
        return new FailsafeSpan(guard.call(() -> span.begin(child), NONE), guard);
    }

    @Override
    public void answerStarted() {
        guard.run(span::answerStarted);
    }

    @Override
    public void input(List<Item> items) {
        guard.run(() -> span.input(items));
    }

    @Override
    public void incomplete(String limit) {
        guard.run(() -> span.incomplete(limit));
    }

    @Override
    public void output(List<Item> items) {
        guard.run(() -> span.output(items));
    }

    @Override
    public Scope enter() {
        Scope scope = guard.call(span::enter, Scope.NONE);
        return () -> guard.run(scope::close);
    }

    @Override
    public void end(StepOutcome outcome) {
        guard.run(() -> span.end(outcome));
    }
}
