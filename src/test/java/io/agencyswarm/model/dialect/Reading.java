package io.agencyswarm.model.dialect;

import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The result of a format's reader for an answer, in one line. */
final class Reading {

    /** The formats by short names; {@code mistral} and {@code deepseek} are chat completions with their traits. */
    static final Map<String, Dialect> DIALECTS = Map.of(
            "chat",
            new ChatCompletions(CallIdRule.CHAT, Set.of()),
            "mistral",
            new ChatCompletions(
                    CallIdRule.MISTRAL,
                    Set.of(
                            ChatTrait.SYSTEM_FIRST,
                            ChatTrait.NO_USER_AFTER_TOOL,
                            ChatTrait.USER_LAST,
                            ChatTrait.NO_STREAM_OPTIONS)),
            "deepseek",
            new ChatCompletions(CallIdRule.CHAT, Set.of(ChatTrait.WANTS_REASONING_CONTENT, ChatTrait.NO_SCHEMAS)),
            "alternating",
            new ChatCompletions(CallIdRule.CHAT, Set.of(ChatTrait.ALTERNATING, ChatTrait.SYSTEM_FIRST)),
            "openrouter",
            new ChatCompletions(CallIdRule.CHAT, Set.of(ChatTrait.WANTS_REASONING_DETAILS)),
            "anthropic",
            new AnthropicMessages(),
            "gemini",
            new GeminiContents(),
            "converse",
            new BedrockConverse(),
            "ollama",
            new OllamaChat());

    static final RequestTarget TARGET = new RequestTarget() {

        @Override
        public String setting() {
            return "MODEL_BASE_URL";
        }

        @Override
        public boolean isClientChosen() {
            return false;
        }

        @Override
        public String redact(String text) {
            return text.replace("sk-secret", "…");
        }
    };

    private Reading() {}

    /** An event in the notation of tests: its data with single quotes, after {@code name|} if it has a name. */
    static SseEvent event(String written) {
        int bar = written.indexOf('|');
        boolean isNamed = bar > 0 && written.substring(0, bar).chars().allMatch(Character::isLetter);
        String data = isNamed ? written.substring(bar + 1) : written;
        return new SseEvent(
                isNamed ? written.substring(0, bar) : null,
                data.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Returns all events of an answer. */
    static List<ModelEvent> events(String dialect, List<String> written) {
        AnswerReader reader = DIALECTS.get(dialect).reader("m", TARGET);
        List<ModelEvent> events = new ArrayList<>(reader.begin());
        written.forEach(line -> events.addAll(reader.read(event(line))));
        events.addAll(reader.end());
        return events;
    }

    /**
     * The items and the end: texts in quotes, reasoning in parentheses (with what is kept with it behind a tilde),
     * calls as {@code name{…}}, then the end with its reason and the provider's word.
     */
    static String summary(List<ModelEvent> events) {
        String items = events.stream()
                .filter(ModelEvent.ItemDone.class::isInstance)
                .map(done -> item(((ModelEvent.ItemDone) done).item()))
                .collect(Collectors.joining(" "));
        var last = Json.readOwn(events.getLast().json()).path("response");
        String end = events.getLast().type().replace("response.", "");
        String reason = last.at("/incomplete_details/reason")
                .asText(last.at("/error/message").asText(""));
        String word = last.at("/metadata/finish_reason").asText("");
        return (items + " " + end + (reason.isEmpty() ? "" : ":" + reason) + (word.isEmpty() ? "" : "/" + word))
                .strip();
    }

    private static String item(Item item) {
        return switch (item) {
            case Item.Message message -> "'" + message.text() + "'";
            case Item.FunctionCall call -> call.name() + call.arguments().replace('"', '\'');
            case Item.Reasoning reasoning -> {
                String stored = reasoning.json().path("encrypted_content").asText("");
                yield "(" + String.join("", reasoning.json().findValuesAsText("text"))
                        + (stored.isEmpty() ? "" : "~" + stored) + ")";
            }
            default -> item.json().toString();
        };
    }
}
