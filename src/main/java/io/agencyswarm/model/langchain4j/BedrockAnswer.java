package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.agencyswarm.item.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the events of an answer of Converse: blocks, each begun, told in pieces and ended, the reason, and the usage. */
final class BedrockAnswer implements ServerSentEventListener {

    private record Call(String id, String name, StringBuilder arguments) {}

    private final StreamingChatResponseHandler handler;
    private final Map<Integer, Call> calls = new HashMap<>();
    private @Nullable FinishReason reason;

    BedrockAnswer(StreamingChatResponseHandler handler) {
        this.handler = handler;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        try {
            read(String.valueOf(event.event()), Json.read(event.data()));
        } catch (JsonProcessingException malformed) {
            handler.onError(malformed);
        }
    }

    @Override
    public void onError(Throwable error) {
        handler.onError(error);
    }

    private void read(String event, JsonNode data) {
        int block = data.path("contentBlockIndex").asInt();
        switch (event) {
            case "contentBlockStart" -> begin(block, data.at("/start/toolUse"));
            case "contentBlockDelta" -> piece(block, data.path("delta"));
            case "contentBlockStop" -> end(block);
            case "messageStop" -> reason = reason(data.path("stopReason").asText(""));
            case "metadata" -> complete(data.path("usage"));
            default -> {
                // The beginning, and what there may be one day.
            }
        }
    }

    private void begin(int block, JsonNode call) {
        if (call.isObject()) {
            calls.put(
                    block,
                    new Call(
                            call.path("toolUseId").asText(""), call.path("name").asText(""), new StringBuilder()));
        }
    }

    private void piece(int block, JsonNode delta) {
        String text = delta.path("text").asText("");
        if (!text.isEmpty()) {
            handler.onPartialResponse(text);
        }
        String thought = delta.at("/reasoningContent/text").asText("");
        if (!thought.isEmpty()) {
            handler.onPartialThinking(new PartialThinking(thought));
        }
        String arguments = delta.at("/toolUse/input").asText("");
        Call call = calls.get(block);
        if (call != null && !arguments.isEmpty()) {
            call.arguments().append(arguments);
            handler.onPartialToolCall(PartialToolCall.builder()
                    .index(block)
                    .id(call.id())
                    .name(call.name())
                    .partialArguments(arguments)
                    .build());
        }
    }

    private void end(int block) {
        Call call = calls.remove(block);
        if (call != null) {
            ToolExecutionRequest whole = ToolExecutionRequest.builder()
                    .id(call.id())
                    .name(call.name())
                    .arguments(call.arguments().toString())
                    .build();
            handler.onCompleteToolCall(new CompleteToolCall(block, whole));
        }
    }

    /** The message is empty: all that it would hold has been told. */
    private void complete(JsonNode usage) {
        handler.onCompleteResponse(ChatResponse.builder()
                .aiMessage(AiMessage.from(""))
                .finishReason(reason)
                .tokenUsage(usage(usage))
                .build());
    }

    /** Counted as Anthropic does. */
    private static TokenUsage usage(JsonNode told) {
        return AnthropicTokenUsage.builder()
                .inputTokenCount(told.path("inputTokens").asInt())
                .outputTokenCount(told.path("outputTokens").asInt())
                .cacheReadInputTokens(told.path("cacheReadInputTokens").asInt())
                .cacheCreationInputTokens(told.path("cacheWriteInputTokens").asInt())
                .build();
    }

    private static FinishReason reason(String told) {
        return switch (told) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "content_filtered", "guardrail_intervened" -> FinishReason.CONTENT_FILTER;
            case "tool_use" -> FinishReason.TOOL_EXECUTION;
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            default -> FinishReason.OTHER;
        };
    }
}
