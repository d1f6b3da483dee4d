package io.agencyswarm.service.mcp;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolOutput;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;

/** Tools for the MCP server's tests. */
@Singleton
@ServedTool
@IfBuildProperty(name = "mcp-scenario-tools", stringValue = "true")
class TextFileTools {

    @Tool("Returns a file with this data URL.")
    ToolOutput attach(String url) {
        return new ToolOutput.File(url, null, null, "a.txt");
    }

    @Tool("Tells a text as progress.")
    String tell(String text, ToolContext context) {
        context.progress(text);
        return "told";
    }
}
