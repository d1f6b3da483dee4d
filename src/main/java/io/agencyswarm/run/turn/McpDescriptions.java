package io.agencyswarm.run.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Descriptions of tools, from the tool lists that the provider's MCP connections have returned during an agent's run.
 */
public final class McpDescriptions {

    private record ToolName(String server, String tool) {}

    private final Map<ToolName, String> descriptions = new HashMap<>();

    /** Adds the descriptions of a tool list; ignores other items. */
    public void learn(Item item) {
        if (item instanceof Item.Other list && list.type().equals(Item.Other.MCP_TOOLS)) {
            for (JsonNode tool : list.json().path("tools")) {
                String description = tool.path("description").textValue();
                if (description != null) {
                    descriptions.put(name(list, tool), description);
                }
            }
        }
    }

    /** Returns the description of the called tool; null if it is not known. */
    public @Nullable String of(Item call) {
        return descriptions.get(name(call, call.json()));
    }

    private static ToolName name(Item item, JsonNode tool) {
        return new ToolName(
                item.json().path("server_label").asText(), tool.path("name").asText());
    }
}
