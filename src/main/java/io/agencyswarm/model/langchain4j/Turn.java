package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the model said in one turn. */
final class Turn {

    // LangChain4j's names, the same for all providers.
    static final String SIGNATURE = "thinking_signature";
    static final String REDACTED = "redacted_thinking";

    private final Dialect.Rules rules;
    private final StringBuilder text = new StringBuilder();
    private final List<ToolExecutionRequest> calls = new ArrayList<>();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<String> redacted = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();

    Turn(Dialect.Rules rules) {
        this.rules = rules;
    }

    /** Whether there is more than thoughts. */
    boolean hasSpoken() {
        return !text.isEmpty() || !calls.isEmpty();
    }

    List<ToolExecutionRequest> calls() {
        return List.copyOf(calls);
    }

    void say(String said) {
        text.append(said);
    }

    /** Keeps thoughts that this family of providers has signed; those of others would be refused. */
    void think(JsonNode reasoning) {
        String signed = reasoning.path("encrypted_content").asText("");
        if (rules.signatures().isEmpty() || !signed.startsWith(rules.signatures())) {
            return;
        }
        String signature = signed.substring(rules.signatures().length());
        if (signature.startsWith(AnthropicDialect.REDACTED)) {
            redacted.add(signature.substring(AnthropicDialect.REDACTED.length()));
            attributes.put(REDACTED, redacted);
            return;
        }
        for (JsonNode part : reasoning.path("summary")) {
            thoughts.append(part.path("text").asText(""));
        }
        attributes.put(SIGNATURE, signature);
    }

    void call(Item.FunctionCall call) {
        calls.add(ToolExecutionRequest.builder()
                .id(call.callId())
                .name(call.name())
                .arguments(rules.argumentsAreObjects() ? object(call.arguments()) : call.arguments())
                .build());
    }

    AiMessage message() {
        return AiMessage.builder()
                .text(text.isEmpty() ? null : text.toString())
                .thinking(thoughts.isEmpty() ? null : thoughts.toString())
                .toolExecutionRequests(calls)
                .attributes(attributes)
                .build();
    }

    /** The arguments as an object, which they need not be: models write what they like, and see it again here. */
    private static String object(String arguments) {
        try {
            if (Json.read(arguments).isObject()) {
                return arguments;
            }
        } catch (JsonProcessingException malformed) {
            // Shown to the model below, as any text that is no object.
        }
        return arguments.isBlank() ? "{}" : Json.text(Json.object().put("arguments", arguments));
    }
}
