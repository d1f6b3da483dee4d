package io.agencyswarm.conformance;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolOutput;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The tools that the scenarios of the Model Context Protocol's own conformance suite call. */
@Singleton
@ServedTool
@IfBuildProperty(name = "mcp-scenario-tools", stringValue = "true")
class McpScenarioTools {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final byte[] WAV =
            Base64.getDecoder().decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=");

    @Tool(name = "test_simple_text", value = "Returns a text.")
    String text() {
        return "This is a simple text response for testing.";
    }

    @Tool(name = "test_image_content", value = "Returns a picture.")
    ToolOutput picture() {
        return ToolOutput.image(PNG, "image/png");
    }

    @Tool(name = "test_audio_content", value = "Returns a sound.")
    ToolOutput sound() {
        return ToolOutput.file(WAV, "audio/wav", "silence.wav");
    }

    @Tool(name = "test_embedded_resource", value = "Returns a file.")
    ToolOutput file() {
        return ToolOutput.file("A file, für alle.".getBytes(StandardCharsets.UTF_8), "text/plain", "a file.txt");
    }

    @Tool(name = "test_multiple_content_types", value = "Returns a text, a picture and a file.")
    List<ToolOutput> mixed() {
        return List.of(
                ToolOutput.text("Multiple content types test:"),
                picture(),
                ToolOutput.file("{}".getBytes(StandardCharsets.UTF_8), "application/json", "data.json"));
    }

    @Tool(name = "test_error_handling", value = "Fails.")
    String fail() {
        throw new IllegalStateException("This tool intentionally returns an error for testing");
    }

    @Tool(name = "test_tool_with_progress", value = "Tells how far it is.")
    String progress(ToolContext context) {
        context.progress("begun");
        context.progress("half");
        context.progress("done");
        return "All steps are done.";
    }

    @Tool(name = "test_logging_tool", value = "Writes no log to clients.")
    String quiet() {
        return "Nothing was logged.";
    }
}
