package io.agencyswarm.devui;

import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A step of a recent run, for display. Thread-safe. */
final class RecentSpan implements Span {

    /** Maximum number of direct child steps. */
    private static final int MAX_STEPS = 200;

    private final Step step;
    private final Instant began = Instant.now();
    private final List<RecentSpan> steps = new CopyOnWriteArrayList<>();
    private volatile @Nullable Instant firstOutputAt;
    private volatile @Nullable Instant ended;
    private volatile @Nullable StepOutcome outcome;

    RecentSpan(Step step) {
        this.step = step;
    }

    @Override
    public Span begin(Step child) {
        if (steps.size() == MAX_STEPS) {
            return NONE;
        }
        RecentSpan span = new RecentSpan(child);
        steps.add(span);
        return span;
    }

    @Override
    public void answerStarted() {
        firstOutputAt = Instant.now();
    }

    @Override
    public void end(StepOutcome stepOutcome) {
        ended = Instant.now();
        outcome = stepOutcome;
    }

    boolean isOpen() {
        return outcome == null;
    }

    StepView view(Instant now) {
        // Read the outcome first: a step with an outcome has an end time too.
        @Nullable StepOutcome stepOutcome = outcome;
        @Nullable Instant first = firstOutputAt;
        @Nullable Instant end = ended;
        StepView.Times times = new StepView.Times(
                began.toEpochMilli(), millis(end == null ? now : end), first == null ? null : millis(first));
        return StepView.of(
                step,
                times,
                stepOutcome,
                steps.stream().map(child -> child.view(now)).toList());
    }

    private long millis(Instant until) {
        return Duration.between(began, until).toMillis();
    }
}
