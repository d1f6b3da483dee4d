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
    public record Intercepted<T>(T value, Optional<String> refusal) {}

    /** A call of one interceptor. */
    private interface InterceptorCall<T> {
        Decision<T> ask(RunInterceptor interceptor, T value) throws Exception;
    }

    /**
     * Asks before a request to a model.
     *
     * @throws AgencyException if an interceptor stops the run or fails
     */
    public Intercepted<RunInterceptor.ModelInput> beforeModel(
            RunInterceptor.Place place, RunInterceptor.ModelInput input) throws InterruptedException {
        return decide(place, input, (interceptor, value) -> interceptor.beforeModel(place, value));
    }

    /**
     * Asks before a call of a tool.
     *
     * @throws AgencyException if an interceptor stops the run or fails
     */
    public Intercepted<ObjectNode> beforeTool(
            RunInterceptor.Place place, RunInterceptor.ToolUse use, ObjectNode arguments) throws InterruptedException {
        return decide(place, arguments, (interceptor, value) -> interceptor.beforeTool(place, use, value));
    }

    /**
     * Asks when a tool has ended.
     *
     * @throws AgencyException if an interceptor stops the run or fails
     */
    public Intercepted<JsonNode> afterTool(RunInterceptor.Place place, RunInterceptor.ToolUse use, JsonNode value)
            throws InterruptedException {
        return decide(place, value, (interceptor, before) -> interceptor.afterTool(place, use, before));
    }

    private <T> Intercepted<T> decide(RunInterceptor.Place place, T value, InterceptorCall<T> question)
            throws InterruptedException {
        T current = value;
        for (RunInterceptor interceptor : all) {
            switch (ask(place, interceptor, current, question)) {
                case Decision.Proceed<T>(T next) -> current = next;
                case Decision.Refuse<T>(String sentence) -> {
                    return new Intercepted<>(current, Optional.of(sentence));
                }
                case Decision.Stop<T>(String sentence) ->
                    throw new AgencyException(
                            ErrorCode.INTERCEPTED, "Agent " + place.agent() + " was stopped: " + sentence);
            }
        }
        return new Intercepted<>(current, Optional.empty());
    }

    private static <T> Decision<T> ask(
            RunInterceptor.Place place, RunInterceptor interceptor, T value, InterceptorCall<T> question)
            throws InterruptedException {
        try {
            return Objects.requireNonNull(question.ask(interceptor, value), "it returned null instead of a Decision");
        } catch (InterruptedException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.INTERCEPTED,
                    "Agent " + place.agent() + ": the interceptor "
                            + ClientProxy.unwrap(interceptor).getClass().getSimpleName() + " failed: "
                            + AgencyException.reason(e),
                    e);
        }
    }
}
