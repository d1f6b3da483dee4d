package io.agencyswarm.intercept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Map;

/**
 * Intercepts the steps of all runs of the service, as a bean. Several are asked in the order of their
 * {@code @Priority}, the highest first, each with the value that the one before returned; the first one that does not
 * proceed decides.
 *
 * <p>Called in the run's request context by many threads at a time, on the run's virtual thread or on that of a tool's
 * call. The run waits, so an interceptor that blocks must end on an interrupt. An exception ends the run with a message
 * that names the interceptor.
 */
public interface RunInterceptor {

    /**
     * The place of a step in the run.
     *
     * @param agent the agent whose step it is
     * @param userContext the user context that the run's tools share; may be changed, also by several threads at a time
     */
    record StepContext(String agency, String agent, Map<String, Object> userContext) {}

    /**
     * The input of a model request.
     *
     * @param items the conversation, oldest first; a call without its output is left out
     */
    record ModelInput(String instructions, List<Item> items) {

        /** Copies the list. */
        public ModelInput {
            items = List.copyOf(items);
        }
    }

    /** A call of a tool that runs here or on an MCP server; not a message to another agent or a handoff. */
    record ToolUse(String tool, String callId) {}

    /**
     * Called before each request to a model. A change applies to this request only: the run's conversation stays the
     * same. A refusal becomes the agent's answer, and output guardrails check it.
     *
     * @throws Exception ends the run
     */
    default Decision<ModelInput> beforeModel(StepContext context, ModelInput input) throws Exception {
        return Decision.proceed(input);
    }

    /**
     * Called before a tool is called. The conversation keeps the arguments that the model wrote. A refusal is sent to
     * the model, and the tool is not called.
     *
     * @param arguments the model's arguments, before they are checked against the tool's schema; a copy that may be
     *     changed
     * @throws Exception ends the run
     */
    default Decision<ObjectNode> beforeTool(StepContext context, ToolUse use, ObjectNode arguments) throws Exception {
        return Decision.proceed(arguments);
    }

    /**
     * Called when a tool has ended. The model, the client and the conversation get the returned value.
     *
     * @param value the value that the tool returned, or the sentence about its failure; must not be changed in place
     * @throws Exception ends the run
     */
    default Decision<JsonNode> afterTool(StepContext context, ToolUse use, JsonNode value) throws Exception {
        return Decision.proceed(value);
    }
}
