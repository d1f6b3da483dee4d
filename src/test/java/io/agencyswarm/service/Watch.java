package io.agencyswarm.service;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An observer as an application could have it. It stores all calls, and those that violate the contract of observers.
 */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
public class Watch implements RunObserver {

    private final List<Seen> runs = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    @Override
    public Span begin(Step.Run run) {
        Seen seen = new Seen(run);
        runs.add(seen);
        return seen;
    }

    public void forget() {
        runs.clear();
        faults.clear();
    }

    /** Returns the runs since the last {@link #forget()}, oldest first. */
    public List<Seen> runs() {
        return List.copyOf(runs);
    }

    /** Returns the calls in the wrong order, and repeated calls. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** A step and its descendants. */
    public final class Seen implements Span {

        private final Step step;
        private final List<Seen> children = new CopyOnWriteArrayList<>();
        private volatile boolean answered;
        private volatile @Nullable StepOutcome outcome;

        private Seen(Step step) {
            this.step = step;
        }

        public Step step() {
            return step;
        }

        @Nullable
        public StepOutcome outcome() {
            return outcome;
        }

        public List<Seen> children() {
            return children;
        }

        public boolean answered() {
            return answered;
        }

        @Override
        public Span begin(Step child) {
            expect(outcome == null, "begins " + child + " though it is over");
            Seen seen = new Seen(child);
            children.add(seen);
            return seen;
        }

        @Override
        public void answerStarted() {
            expect(outcome == null, "answers though it is over");
            expect(step instanceof Step.ModelCall, "answers though it is no model request");
            expect(!answered, "answers twice");
            answered = true;
        }

        @Override
        public void end(StepOutcome how) {
            expect(outcome == null, "ends twice");
            expect(children.stream().noneMatch(child -> child.outcome == null), "ends before a step beneath it");
            outcome = how;
        }

        /**
         * Returns this step and its descendants, one line each, indented by two blanks per level, with their outcomes.
         */
        public List<String> tree() {
            List<String> lines = new ArrayList<>();
            draw("", lines);
            return lines;
        }

        private void draw(String indent, List<String> lines) {
            lines.add(indent + name() + ending());
            children.forEach(child -> child.draw(indent + "  ", lines));
        }

        private String name() {
            return switch (step) {
                case Step.Run run -> run.agency() + " > " + run.agent();
                case Step.ModelCall request -> request.agent() + " asks " + request.model();
                case Step.ToolCall call -> call.agent() + " uses " + call.tool();
                case Step.DelegatedRun delegation -> delegation.parent() + " > " + delegation.agent();
            };
        }

        private String ending() {
            if (outcome == null) {
                return ": open";
            }
            @Nullable AgencyException failure = outcome.failure();
            return (failure == null ? "" : ": " + failure.code()) + (outcome.cancelled() ? ": cancelled" : "");
        }

        private void expect(boolean holds, String otherwise) {
            if (!holds) {
                faults.add(step + " " + otherwise);
            }
        }
    }
}
