package io.agencyswarm.telemetry;

import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.observe.StepStatus;
import io.agencyswarm.usage.UsageTotals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Consumer;

/** Measures a run and its steps. */
final class MeteredRun implements Span {

    private final String agency;
    private final MeterRegistry registry;
    private final Meters meters;
    private final ModelLabels modelLabels;
    private final Runnable ended;
    private final Timer.Sample startedAt;
    private boolean answered;

    MeteredRun(String agency, MeterRegistry registry, Meters meters, ModelLabels modelLabels, Runnable ended) {
        this.agency = agency;
        this.registry = registry;
        this.meters = meters;
        this.modelLabels = modelLabels;
        this.ended = ended;
        this.startedAt = Timer.start(registry);
    }

    @Override
    public Span begin(Step step) {
        Timer.Sample timer = Timer.start(registry);
        return new TimedSpan(
                switch (step) {
                    case Step.ModelCall request -> outcome -> recordRequest(request.model(), timer, outcome);
                    case Step.ToolCall call -> outcome -> timer.stop(meters.tool(call.tool(), outcome.status()));
                    // The steps within a delegation report its duration.
                    case Step.DelegatedRun _, Step.Run _ -> _ -> {};
                });
    }

    @Override
    public void answerStarted() {
        // Only model requests report the first output.
    }

    @Override
    public void end(StepOutcome outcome) {
        ended.run();
        startedAt.stop(meters.run(agency, outcome.status(), ErrorTypes.of(outcome)));
    }

    /** A step within the run; the steps within it are measured likewise. */
    private final class TimedSpan implements Span {

        private final Consumer<StepOutcome> onEnd;

        private TimedSpan(Consumer<StepOutcome> onEnd) {
            this.onEnd = onEnd;
        }

        @Override
        public Span begin(Step child) {
            return MeteredRun.this.begin(child);
        }

        @Override
        public void answerStarted() {
            firstDelta();
        }

        @Override
        public void end(StepOutcome outcome) {
            onEnd.accept(outcome);
        }
    }

    private void firstDelta() {
        if (!answered) {
            answered = true;
            startedAt.stop(meters.firstDelta(agency));
        }
    }

    private void recordRequest(String model, Timer.Sample begin, StepOutcome outcome) {
        UsageTotals used = outcome.used();
        ModelName name = modelLabels.label(model, used.cost());
        begin.stop(meters.request(
                name, outcome.status() == StepStatus.CANCELLED ? "cancelled" : ErrorTypes.ofModel(outcome)));
        if (used.requestCount() > 0) {
            meters.tokens(name, "input").record((double) used.tokens().inputTokens());
            meters.tokens(name, "output").record((double) used.tokens().outputTokens());
            meters.cost(agency, name).increment(used.cost());
        }
    }
}
