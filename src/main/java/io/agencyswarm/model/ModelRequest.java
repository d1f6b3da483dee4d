package io.agencyswarm.model;

import io.agencyswarm.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model.
 *
 * @param agent the agent that sends the request, for error messages
 * @param model the model's name, without the model client's prefix once it reaches that client
 * @param instructions the system prompt; may be empty
 * @param input the conversation, oldest item first; each tool output follows its call
 * @param tools the tools that the model may use
 * @param output the form of the answer; null for free text
 * @param clientConfig the run's; empty for clients that do not accept one
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

    /** Returns a copy with other instructions and another conversation. */
    public ModelRequest withInput(String otherInstructions, List<Item> otherInput) {
        return new ModelRequest(agent, model, otherInstructions, otherInput, tools, settings, output, clientConfig);
    }

    /** Returns a copy for another model. */
    public ModelRequest withModel(String name) {
        return new ModelRequest(agent, name, instructions, input, tools, settings, output, clientConfig);
    }

    /** Returns a copy that does not force the model to call a tool. */
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

    /** Returns a copy with another client config. */
    public ModelRequest withClientConfig(ClientConfig other) {
        return new ModelRequest(agent, model, instructions, input, tools, settings, output, other);
    }
}
