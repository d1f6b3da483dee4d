package io.agencyswarm.model.dialect;

import io.agencyswarm.item.Json;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;

/** The tools of formats that refuse a conversation with calls where no tools are told of. */
final class NoTool {

    private static final ToolSpec SPEC = new ToolSpec(
            "no_tool", "There is no tool. Never call this.", Json.object().put("type", "object"));

    private NoTool() {}

    /** These tools; one that must not be called where there are none and the conversation has calls. */
    static List<ToolSpec> or(List<ToolSpec> tools, List<ChatMessage> said) {
        boolean hasCalls = said.stream()
                .anyMatch(entry -> entry instanceof ChatMessage.ByModel model
                        && !model.calls().isEmpty());
        return tools.isEmpty() && hasCalls ? List.of(SPEC) : tools;
    }
}
