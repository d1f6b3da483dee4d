package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Tools that change the user context of a run. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
public class Notes {

    @Tool("Says fifty mebibytes.")
    public String burst() {
        return "x".repeat(50 << 20);
    }

    @Tool("Notes something in the user context: as its own entry and in the list of all notes.")
    public Map<String, Object> note(String text, ToolContext context) {
        context.userContext().put("last", text);
        @SuppressWarnings("unchecked")
        List<Object> notes = (List<Object>) context.userContext().get("notes");
        notes.add(text);
        return context.userContext();
    }
}
