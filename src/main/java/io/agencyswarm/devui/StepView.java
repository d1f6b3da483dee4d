package io.agencyswarm.devui;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.usage.UsageTotals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step on the page, with its child steps.
 *
 * @param state {@code open}, {@code completed}, {@code failed} or {@code cancelled}
 * @param used null while the step is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepView(
        Name name,
        String state,
        Times times,
        @Nullable Usage used,
        @Nullable Failure error,
        List<StepView> steps) {

    /**
     * The kind and the names of a step.
     *
     * @param kind {@code run}, {@code model}, {@code tool} or {@code delegation}
     * @param target the agency, the model, the tool or the recipient agent
     */
    record Name(String kind, String agent, String target) {

        static Name of(Step step) {
            return switch (step) {
                case Step.Run(String _, String agency, String agent) -> new Name("run", agent, agency);
                case Step.ModelCall(String agent, String model) -> new Name("model", agent, model);
                case Step.ToolCall(String agent, String tool, String _) -> new Name("tool", agent, tool);
                case Step.DelegatedRun(String caller, String agent, String _) -> new Name("delegation", caller, agent);
            };
        }
    }

    /**
     * The times of a step.
     *
     * @param began milliseconds since 1970
     * @param millis the duration, so far if the step is open
     * @param firstMillis the time until the answer began; null if it has not begun
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Times(long began, long millis, @Nullable Long firstMillis) {}

    /** Tokens, and their cost in US dollars. */
    record Usage(long requests, long inputTokens, long outputTokens, double cost) {

        static Usage of(UsageTotals used) {
            return new Usage(
                    used.requestCount(),
                    used.tokens().inputTokens(),
                    used.tokens().outputTokens(),
                    used.cost());
        }
    }

    /** Why a step failed. */
    record Failure(String code, String message) {

        static @Nullable Failure of(@Nullable AgencyException failure) {
            return failure == null ? null : new Failure(failure.code().name(), failure.getMessage());
        }
    }

    static StepView of(Step step, Times times, @Nullable StepOutcome outcome, List<StepView> steps) {
        Name name = Name.of(step);
        return outcome == null
                ? new StepView(name, "open", times, null, null, steps)
                : new StepView(
                        name,
                        outcome.status().label(),
                        times,
                        Usage.of(outcome.used()),
                        Failure.of(outcome.failure()),
                        steps);
    }
}
