package io.agencyswarm.model;

import io.agencyswarm.item.Item;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;

/**
 * One request to a model.
 *
 * @param agent the agent that asks, for error messages
 * @param model the model's name, without the client's prefix once it reaches the client
 * @param instructions the system prompt; may be empty
 * @param input the conversation, oldest first, well-formed
 * @param tools what the model may call
 */
public record ModelRequest(
        String agent,
        String model,
        String instructions,
        List<Item> input,
        List<ToolSpec> tools,
        ModelSettings settings) {

    /** Copies the lists. */
    public ModelRequest {
        input = List.copyOf(input);
        tools = List.copyOf(tools);
    }

    /** The same request for a model of another name. */
    public ModelRequest withModel(String name) {
        return new ModelRequest(agent, name, instructions, input, tools, settings);
    }
}
