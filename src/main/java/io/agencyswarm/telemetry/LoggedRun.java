package io.agencyswarm.telemetry;

import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.usage.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Logs one line when a run ends, and counts its steps. */
final class LoggedRun implements Span {

    private static final long NEVER = -1;

    private final Step.Run run;
    private final Map<String, Object> ids;
    private final boolean logsEnd;
    private final Span runSpan = new LoggedSpan();
    private final long startedAt = System.nanoTime();
    private long firstDeltaMillis = NEVER;
    private int modelRequests;
    private int toolCalls;

    LoggedRun(Step.Run run, Map<String, Object> ids, boolean logsEnd) {
        this.run = run;
        this.ids = ids;
        this.logsEnd = logsEnd;
    }

    @Override
    public Span begin(Step child) {
        switch (child) {
            case Step.ModelCall _ -> modelRequests++;
            case Step.ToolCall _ -> toolCalls++;
            case Step.DelegatedRun _, Step.Run _ -> {}
        }
        return runSpan;
    }

    @Override
    public void answerStarted() {
        if (firstDeltaMillis == NEVER) {
            firstDeltaMillis = millis();
        }
    }

    @Override
    public Scope enter() {
        return Mdc.with(ids);
    }

    @Override
    public void end(StepOutcome outcome) {
        if (!logsEnd || !RunLog.LOG.isInfoEnabled()) {
            return;
        }
        long millis = millis();
        String dollars = dollars(outcome.used().cost());
        try (Scope _ = Mdc.with(fields(outcome, millis, dollars))) {
            RunLog.LOG.info(sentence(outcome, millis, dollars));
        }
    }

    private Map<String, Object> fields(StepOutcome outcome, long millis, String dollars) {
        TokenUsage tokens = outcome.used().tokens();
        Map<String, Object> fields = new LinkedHashMap<>(ids);
        fields.put("agency", run.agency());
        fields.put("agent", run.agent());
        fields.put("outcome", outcome.status().label());
        if (outcome.failure() != null) {
            fields.put("error", ErrorTypes.of(outcome));
        }
        fields.put("durationMs", millis);
        if (firstDeltaMillis != NEVER) {
            fields.put("firstDeltaMs", firstDeltaMillis);
        }
        fields.put("modelRequests", modelRequests);
        fields.put("toolCalls", toolCalls);
        fields.put("inputTokens", tokens.inputTokens());
        fields.put("outputTokens", tokens.outputTokens());
        fields.put("costDollars", dollars);
        return fields;
    }

    private String sentence(StepOutcome outcome, long millis, String dollars) {
        String error = ErrorTypes.of(outcome);
        return "Run " + run.runId() + " of agency " + run.agency() + " "
                + outcome.status().label() + (error.isEmpty() ? "" : " (" + error + ")") + " after " + millis
                + " ms: " + modelRequests + " model requests, " + toolCalls + " tool calls, "
                + outcome.used().tokens().inputTokens() + " + "
                + outcome.used().tokens().outputTokens() + " tokens, $" + dollars;
    }

    /** Returns what {@code String.format} with {@code %.6f} returns, in a tenth of its time. */
    private static String dollars(double cost) {
        return BigDecimal.valueOf(cost).setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    }

    /** Any step within the run: it counts to the run, and the log lines of its threads carry the run's fields. */
    private final class LoggedSpan implements Span {

        @Override
        public Span begin(Step child) {
            return LoggedRun.this.begin(child);
        }

        @Override
        public void answerStarted() {
            LoggedRun.this.answerStarted();
        }

        @Override
        public Scope enter() {
            return LoggedRun.this.enter();
        }

        @Override
        public void end(StepOutcome outcome) {
            // The run's line reports all of it.
        }
    }
}
