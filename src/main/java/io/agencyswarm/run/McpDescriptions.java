package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Item;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the MCP servers that the provider connects to tell of their tools, as far as an agent's run has heard. */
final class McpDescriptions {

    private record ToolName(String server, String tool) {}

    private final Map<ToolName, String> descriptions = new HashMap<>();

    /** Takes in what a list of tools tells. */
    void learn(Item item) {
        if (item instanceof Item.Other list && list.type().equals(Item.Other.MCP_TOOLS)) {
            for (JsonNode tool : list.json().path("tools")) {
                String description = tool.path("description").textValue();
                if (description != null) {
                    descriptions.put(name(list, tool), description);
                }
            }
        }
    }

    /** What is told of the tool that was called. */
    @Nullable
    String of(Item call) {
        return descriptions.get(name(call, call.json()));
    }

    private static ToolName name(Item item, JsonNode tool) {
        return new ToolName(
                item.json().path("server_label").asText(), tool.path("name").asText());
    }
}
