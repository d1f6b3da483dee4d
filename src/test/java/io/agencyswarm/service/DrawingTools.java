package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolOutput;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tools that return pictures and files; the first ones are those of the recordings. */
@Singleton
@ServedTool
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
public class DrawingTools {

    public static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E" + "rkJggg==";

    @Tool("An image.")
    public ToolOutput picture() {
        return ToolOutput.image(Base64.getDecoder().decode(PNG), "image/png").withDetail("auto");
    }

    @Tool(name = "picture_dict", value = "An image as a map.")
    public Map<String, String> pictureMap() {
        return Map.of("type", "image", "image_url", "https://example.org/a.png", "detail", "low");
    }

    @Tool("A file.")
    public Uni<ToolOutput> report() {
        return Uni.createFrom().item(ToolOutput.file(new byte[] {'%', 'P', 'D', 'F', '-'}, "application/pdf", "r.pdf"));
    }

    @Tool("A list of numbers.")
    public List<Integer> numbers() {
        return List.of(1, 2, 3);
    }

    @Tool("Several.")
    public List<ToolOutput> mixed() {
        return List.of(
                ToolOutput.image(URI.create("https://example.org/a.png")),
                ToolOutput.text("Two of them."),
                ToolOutput.fileOfFileId("file-1"));
    }

    @Tool("A picture between values.")
    public List<Object> captioned() {
        return List.of("Before:", picture(), Map.of("after", 1));
    }

    @Tool("What LangChain4j has.")
    public List<Content> contents() {
        return List.of(
                TextContent.from("Look:"),
                ImageContent.from(PNG, "image/png", ImageContent.DetailLevel.HIGH),
                PdfFileContent.from("JVBERi0=", "application/pdf"),
                PdfFileContent.from(URI.create("https://example.org/a.pdf")));
    }

    @Tool("A sound, which no model takes.")
    public Content sound() {
        return AudioContent.from("AAAA", "audio/mpeg");
    }

    @Tool("Bytes of a type that is no picture's.")
    public ToolOutput drawing() {
        return ToolOutput.image(new byte[] {1}, "image/tiff");
    }

    @Tool("A picture at an address of this machine.")
    public Map<String, String> local() {
        return Map.of("type", "image", "image_url", "file:///etc/passwd");
    }

    @Tool("A text and a picture of some bytes.")
    public List<ToolOutput> album(int bytes) {
        return List.of(ToolOutput.text("It was taken."), large(bytes));
    }

    @Tool("A picture of some bytes.")
    public ToolOutput large(int bytes) {
        return ToolOutput.image(new byte[bytes], "image/png");
    }
}
