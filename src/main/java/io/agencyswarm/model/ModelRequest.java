package io.agencyswarm.model;

import io.agencyswarm.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model.
 *
 * @param agent the agent that asks, for error messages
 * @param model the model's name, without the client's prefix once it reaches the client
 * @param instructions the system prompt; may be empty
 * @param input the conversation, oldest first, well-formed
 * @param tools what the model may use
 * @param output the form of the answer, null where it is free text
 * @param clientConfig the run's own; empty for clients that take none
 */
public record ModelRequest(
        String agent,
        String model,
        String instructions,
        List<Item> input,
        ModelTools tools,
        ModelSettings settings,
        @Nullable OutputSchema output,
        ClientConfig clientConfig) {

    /** Copies the list. */
    public ModelRequest {
        input = List.copyOf(input);
    }

    /** The same request with other instructions and another conversation. */
    public ModelRequest withInput(String otherInstructions, List<Item> otherInput) {
        return new ModelRequest(agent, model, otherInstructions, otherInput, tools, settings, output, clientConfig);
    }

    /** The same request for a model of another name. */
    public ModelRequest withModel(String name) {
        return new ModelRequest(agent, name, instructions, input, tools, settings, output, clientConfig);
    }

    /** The same request, where the model is free to call no tool. */
    public ModelRequest withoutForcedTool() {
        return new ModelRequest(
                agent,
                model,
                instructions,
                input,
                tools,
                settings.withoutForcedTool(),
                output,
                clientConfig.withoutForcedTool());
    }

    /** The same request with another client config. */
    public ModelRequest withClientConfig(ClientConfig other) {
        return new ModelRequest(agent, model, instructions, input, tools, settings, output, other);
    }
}
