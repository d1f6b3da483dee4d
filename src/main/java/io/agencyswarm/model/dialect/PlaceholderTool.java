package io.agencyswarm.model.dialect;

import io.agencyswarm.json.Json;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;

/** A placeholder tool, for formats that refuse a conversation with calls if the request has no tools. */
final class PlaceholderTool {

    private static final ToolSpec SPEC = new ToolSpec(
            "no_tool", "There is no tool. Never call this.", Json.object().put("type", "object"));

    private PlaceholderTool() {}

    /** Returns the tools, or the placeholder if there are none and the conversation has calls. */
    static List<ToolSpec> orIfNeeded(List<ToolSpec> tools, List<PromptMessage> conversation) {
        boolean hasCalls = conversation.stream()
                .anyMatch(entry -> entry instanceof PromptMessage.AssistantMessage model
                        && !model.calls().isEmpty());
        return tools.isEmpty() && hasCalls ? List.of(SPEC) : tools;
    }
}
