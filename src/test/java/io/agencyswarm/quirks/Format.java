package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.openai.ResponsesBodies;
import io.agencyswarm.model.provider.RequestBodies;
import java.util.function.Function;

/** A provider whose requests are checked by its rules. */
enum Format {
    RESPONSES("gpt-4o", "/v1/responses", "", ResponsesBodies::of),
    OPENAI("gpt-4o", "/v1/chat/completions", "", of("openai")),
    DEEPSEEK("deepseek-reasoner", "/v1/chat/completions", "deepseek:", of("deepseek")),
    MISTRAL("mistral-large-latest", "/v1/chat/completions", "", of("mistral")),
    PERPLEXITY("sonar", "/v1/chat/completions", "", of("perplexity")),
    ANTHROPIC("claude-sonnet-4-5", "/v1/messages", "anthropic:", of("anthropic")),
    GEMINI("gemini-2.5-pro", "/v1/models/gemini-2.5-pro:streamGenerateContent", "gemini:", of("gemini")),
    GEMINI_3("gemini-3-pro", "/v1/models/gemini-3-pro:streamGenerateContent", "gemini:", of("gemini")),
    OLLAMA("llama3.2", "/api/chat", "", of("ollama_chat")),
    BEDROCK("anthropic.claude-3", "/model/anthropic.claude-3/converse-stream", "bedrock:", of("bedrock"));

    private final String model;
    private final String path;
    private final String reasoningTag;
    private final Function<ModelRequest, JsonNode> writer;

    Format(String model, String path, String reasoningTag, Function<ModelRequest, JsonNode> writer) {
        this.model = model;
        this.path = path;
        this.reasoningTag = reasoningTag;
        this.writer = writer;
    }

    private static Function<ModelRequest, JsonNode> of(String provider) {
        return request -> RequestBodies.of(provider, request);
    }

    String model() {
        return model;
    }

    String path() {
        return path;
    }

    /** Returns the signature of the reasoning that this provider requires; empty if it requires none. */
    String reasoningTag() {
        return reasoningTag;
    }

    JsonNode body(ModelRequest request) {
        return writer.apply(request.withModel(model));
    }
}
