package io.agencyswarm.devui;

import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The current runs and the last {@value #MAX_ENDED} ended ones, since the last reload of the application. Thread-safe.
 */
@Singleton
@IfBuildProfile("dev")
class RecentRuns implements RunObserver {

    static final int MAX_ENDED = 50;

    // Guarded by this; the newest first.
    private final Deque<Numbered> runs = new ArrayDeque<>();
    private long startedCount;

    private record Numbered(long number, RecentSpan span) {}

    /**
     * A run on the page.
     *
     * @param number 1 for the first run; the run's id is not shown, because it can be used to cancel the run
     */
    record RunView(long number, StepView run) {}

    @Override
    public synchronized Span begin(Step.Run run) {
        removeOldEnded();
        Numbered numbered = new Numbered(++startedCount, new RecentSpan(run));
        runs.addFirst(numbered);
        return numbered.span();
    }

    /** Returns the runs, the newest first. */
    synchronized List<RunView> views() {
        removeOldEnded();
        Instant now = Instant.now();
        return runs.stream()
                .map(run -> new RunView(run.number(), run.span().view(now)))
                .toList();
    }

    private void removeOldEnded() {
        int ended = 0;
        for (Iterator<Numbered> each = runs.iterator(); each.hasNext(); ) {
            if (!each.next().span().isOpen() && ++ended > MAX_ENDED) {
                each.remove();
            }
        }
    }
}
