package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.Fuzz;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InputItemsFuzzTest {

    private static final Map<String, String> PREFIXES =
            Map.of("function_call", "fc", "function_call_output", "fc", "reasoning", "rs");

    /** The fields that the API takes in an item. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "message", Set.of("type", "id", "role", "content", "status", "phase"),
            "function_call", Set.of("type", "id", "call_id", "name", "arguments", "status", "namespace"),
            "function_call_output", Set.of("type", "id", "call_id", "output", "status"),
            "reasoning", Set.of("type", "id", "summary", "content", "encrypted_content"));

    @Provide
    Arbitrary<List<ObjectNode>> histories() {
        return Fuzz.objects(
                        List.of(
                                "type",
                                "role",
                                "content",
                                "call_id",
                                "id",
                                "name",
                                "arguments",
                                "output",
                                "logprobs",
                                "status",
                                "summary",
                                "citations",
                                "text"),
                        List.of(
                                "message",
                                "function_call",
                                "function_call_output",
                                "reasoning",
                                "user",
                                "assistant",
                                "c1",
                                "c2",
                                "msg_1",
                                "msg_2",
                                "fc_1",
                                "rs_1",
                                "rs_2",
                                "chatcmpl-1",
                                "__fake_id__",
                                "output_text",
                                "y".repeat(70),
                                "x".repeat(65)),
                        1)
                .list()
                .ofMaxSize(20);
    }

    @Property
    void input_ofAnyHistory_isWhatTheApiTakes(@ForAll("histories") List<ObjectNode> history) {
        List<Item> items = Conversation.wellFormed(Conversation.of(history).between("", null), Function.identity());
        ArrayNode input = Json.object().arrayNode();
        InputItems.write(items, input, true);

        Set<String> ids = new HashSet<>();
        Set<String> calls = new HashSet<>();
        Set<String> answered = new HashSet<>();
        for (JsonNode item : input) {
            String type = item.path("type").asText("message");
            if (FIELDS.containsKey(type)) {
                assertThat(FIELDS.get(type)).containsAll(fields(item));
                assertThat(item.path("call_id").asText().length()).isLessThanOrEqualTo(64);
            }
            assertTaken(item, ids);
            String callId = item.path("call_id").asText();
            switch (type) {
                case "function_call" -> {
                    assertThat(calls.add(callId)).as("once: " + callId).isTrue();
                    assertThat(item.path("arguments").isTextual()).isTrue();
                    assertThat(item.path("name").asText()).matches("[a-zA-Z0-9_-]{1,64}");
                }
                case "function_call_output" ->
                    assertThat(answered.add(callId) && calls.contains(callId)).isTrue();
                case "message" -> assertContent(item);
                default -> {}
            }
        }
        assertThat(answered).isEqualTo(calls);
        assertThat(items)
                .as("items are shared, so none is changed")
                .isEqualTo(Conversation.wellFormed(Conversation.of(history).between("", null), Function.identity()));
    }

    private static void assertTaken(JsonNode item, Set<String> ids) {
        JsonNode id = item.path("id");
        String type = item.path("type").asText("message");
        if (id.isMissingNode()) {
            assertThat(type).isNotEqualTo("reasoning");
            return;
        }
        assertThat(ids.add(id.textValue())).as("once: " + id).isTrue();
        assertThat(id.textValue().length()).isLessThanOrEqualTo(64);
        boolean answer = type.equals("message") && item.path("role").asText().equals("assistant");
        assertThat(id.textValue()).startsWith(answer ? "msg" : PREFIXES.getOrDefault(type, ""));
    }

    private static void assertContent(JsonNode message) {
        assertThat(message.path("role").asText()).isIn("user", "assistant", "system", "developer");
        JsonNode content = message.path("content");
        assertThat(content.isTextual() || !content.isEmpty()).isTrue();
        if (message.path("role").asText().equals("assistant")) {
            for (JsonNode part : content) {
                if (part.path("type").asText().equals("output_text")) {
                    assertThat(List.of("type", "text", "annotations", "logprobs"))
                            .containsAll(fields(part));
                    assertThat(part.path("logprobs").isMissingNode()
                                    || part.path("logprobs").isArray())
                            .isTrue();
                }
            }
        }
    }

    private static List<String> fields(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
