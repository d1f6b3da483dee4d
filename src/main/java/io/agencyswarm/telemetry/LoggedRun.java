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
    private final boolean line;
    private final Span runSpan = new LoggedSpan();
    private final long startedAt = System.nanoTime();
    private long firstDeltaMillis = NEVER;
    private int modelRequests;
    private int toolCalls;

    LoggedRun(Step.Run run, Map<String, Object> ids, boolean line) {
        this.run = run;
        this.ids = ids;
        this.line = line;
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
    public void end(StepOutcome stepOutcome) {
        if (!line || !RunLog.LOG.isInfoEnabled()) {
            return;
        }
        long millis = millis();
        String dollars = dollars(stepOutcome.used().cost());
        try (Scope _ = Mdc.with(fields(stepOutcome, millis, dollars))) {
            RunLog.LOG.info(sentence(stepOutcome, millis, dollars));
        }
    }

    private Map<String, Object> fields(StepOutcome stepOutcome, long millis, String dollars) {
        TokenUsage tokens = stepOutcome.used().tokens();
        Map<String, Object> fields = new LinkedHashMap<>(ids);
        fields.put("agency", run.agency());
        fields.put("agent", run.agent());
        fields.put("outcome", StepStatus.of(stepOutcome).label());
        if (stepOutcome.failure() != null) {
            fields.put("error", StepStatus.error(stepOutcome));
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

    private String sentence(StepOutcome stepOutcome, long millis, String dollars) {
        String error = StepStatus.error(stepOutcome);
        return "Run " + run.runId() + " of agency " + run.agency() + " "
                + StepStatus.of(stepOutcome).label() + (error.isEmpty() ? "" : " (" + error + ")") + " after " + millis
                + " ms: " + modelRequests + " model requests, " + toolCalls + " tool calls, "
                + stepOutcome.used().tokens().inputTokens() + " + "
                + stepOutcome.used().tokens().outputTokens() + " tokens, $" + dollars;
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
        public void end(StepOutcome stepOutcome) {
            // The run's line reports all of it.
        }
    }
}
