package io.agencyswarm.intercept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Map;

/**
 * Acts on all runs of the service; make a bean of it. Several are asked in the order of their {@code @Priority}, the
 * highest first, each with what the one before made of it; the first that does not proceed has the last word.
 *
 * <p>Called in the run's request context by many threads at a time: on the run's virtual thread, or on one of a tool's
 * call. The run waits, so an interceptor that waits itself must end on an interrupt. One that throws ends the run with a
 * sentence that names it.
 */
public interface RunInterceptor {

    /**
     * Where the run is.
     *
     * @param agent the agent whose step it is
     * @param userContext what tools of the run share; may be changed
     */
    record Place(String agency, String agent, Map<String, Object> userContext) {}

    /**
     * What goes to a model.
     *
     * @param items the conversation, oldest first; without its calls' outputs a call is left out
     */
    record ModelInput(String instructions, List<Item> items) {

        /** Copies the list. */
        public ModelInput {
            items = List.copyOf(items);
        }
    }

    /** A call of a tool that runs here or on an MCP server; messages to other agents and handoffs are none. */
    record ToolUse(String tool, String callId) {}

    /**
     * Asked before each request to a model. A change is for this request: what the run remembers stays as it is. A
     * refusal is the agent's answer, and output guardrails see it.
     *
     * @throws Exception ends the run
     */
    default Decision<ModelInput> beforeModel(Place place, ModelInput input) throws Exception {
        return Decision.proceed(input);
    }

    /**
     * Asked before a tool is called. The conversation keeps the arguments that the model wrote. A refusal is told to the
     * model, and the tool is not called.
     *
     * @param arguments the model's, not checked against the tool's schema yet; a copy that may be changed
     * @throws Exception ends the run
     */
    default Decision<ObjectNode> beforeTool(Place place, ToolUse use, ObjectNode arguments) throws Exception {
        return Decision.proceed(arguments);
    }

    /**
     * Asked when a tool has ended, before anyone hears of it: what is decided is what the model, the client and the
     * conversation get.
     *
     * @param value what the tool returned, or the sentence about its failure; never to be changed in place
     * @throws Exception ends the run
     */
    default Decision<JsonNode> afterTool(Place place, ToolUse use, JsonNode value) throws Exception {
        return Decision.proceed(value);
    }
}
