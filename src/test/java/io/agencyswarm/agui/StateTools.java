package io.agencyswarm.agui;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolOutput;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Tools that read and change the state that a run shares with its client. */
@Singleton
@IfBuildProperty(name = "agui-tests.agencies", stringValue = "true")
class StateTools {

    @Tool("Writes down a step of the plan.")
    String plan(String step, ToolContext context) {
        state(context).put("step", step);
        return "planned";
    }

    @Tool("Puts something into the state that can't be told.")
    String knot(ToolContext context) {
        Map<String, Object> state = state(context);
        state.put("self", state);
        return "tied";
    }

    @Tool("Says what the client forwarded.")
    Object forwarded(ToolContext context) {
        return context.userContext().getOrDefault("forwarded_props", "nothing");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> state(ToolContext context) {
        return (Map<String, Object>) context.userContext().get("state");
    }

    @Tool("Draws pictures and writes files.")
    List<Object> sketch() {
        return List.of(
                "Drawn:",
                ToolOutput.image(new byte[] {1, 2, 3}, "image/png"),
                ToolOutput.image(URI.create("https://example.org/a.png")),
                ToolOutput.file(new byte[] {'%', 'P', 'D', 'F'}, "application/pdf", "r.pdf"),
                ToolOutput.fileOfFileId("file-1"));
    }
}
