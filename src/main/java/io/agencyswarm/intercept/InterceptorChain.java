package io.agencyswarm.intercept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks the application's {@link RunInterceptor}s. Each method returns what the run continues with: the value, or a
 * sentence that replaces it.
 */
@Singleton
public class InterceptorChain {

    private final List<RunInterceptor> all;

    @Inject
    InterceptorChain(@All List<RunInterceptor> all) {
        this.all = all;
    }

    /**
     * The result of the interceptors.
     *
     * @param value the value that the interceptors returned
     * @param refusal the sentence that replaces the step's result; empty if the step is executed
     */
    public record Interception<T>(T value, Optional<String> refusal) {}

    /** A call of one interceptor. */
    private interface InterceptorCall<T> {
        Decision<T> ask(RunInterceptor interceptor, T value) throws Exception;
    }

    /**
     * Asks before a request to a model.
     *
     * @throws AgencyException if an interceptor stops the run or fails
     */
    public Interception<RunInterceptor.ModelInput> beforeModel(
            RunInterceptor.StepContext context, RunInterceptor.ModelInput input) throws InterruptedException {
        return decide(context, input, (interceptor, value) -> interceptor.beforeModel(context, value));
    }

    /**
     * Asks before a call of a tool.
     *
     * @throws AgencyException if an interceptor stops the run or fails
     */
    public Interception<ObjectNode> beforeTool(
            RunInterceptor.StepContext context, RunInterceptor.ToolUse use, ObjectNode arguments)
            throws InterruptedException {
        return decide(context, arguments, (interceptor, value) -> interceptor.beforeTool(context, use, value));
    }

    /**
     * Asks when a tool has ended.
     *
     * @throws AgencyException if an interceptor stops the run or fails
     */
    public Interception<JsonNode> afterTool(
            RunInterceptor.StepContext context, RunInterceptor.ToolUse use, JsonNode value)
            throws InterruptedException {
        return decide(context, value, (interceptor, before) -> interceptor.afterTool(context, use, before));
    }

    private <T> Interception<T> decide(RunInterceptor.StepContext context, T value, InterceptorCall<T> call)
            throws InterruptedException {
        T current = value;
        for (RunInterceptor interceptor : all) {
            switch (ask(context, interceptor, current, call)) {
                case Decision.Proceed<T>(T next) -> current = next;
                case Decision.Refuse<T>(String sentence) -> {
                    return new Interception<>(current, Optional.of(sentence));
                }
                case Decision.Stop<T>(String sentence) ->
                    throw new AgencyException(
                            ErrorCode.INTERCEPTED, "Agent " + context.agent() + " was stopped: " + sentence);
            }
        }
        return new Interception<>(current, Optional.empty());
    }

    private static <T> Decision<T> ask(
            RunInterceptor.StepContext context, RunInterceptor interceptor, T value, InterceptorCall<T> call)
            throws InterruptedException {
        try {
            return Objects.requireNonNull(call.ask(interceptor, value), "it returned null instead of a Decision");
        } catch (InterruptedException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.INTERCEPTED,
                    "Agent " + context.agent() + ": the interceptor "
                            + ClientProxy.unwrap(interceptor).getClass().getSimpleName() + " failed: "
                            + AgencyException.reason(e),
                    e);
        }
    }
}
