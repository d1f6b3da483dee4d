package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
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

    private static final Map<String, String> PREFIXES = Map.of("function_call", "fc", "reasoning", "rs");

    @Provide
    Arbitrary<List<ObjectNode>> histories() {
        return Fuzz.objects(
                        List.of("type", "role", "content", "call_id", "id", "name", "arguments", "output", "logprobs"),
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
                                "x".repeat(65)),
                        1)
                .list()
                .ofMaxSize(20);
    }

    @Property
    void input_ofAnyHistory_hasOnlyIdsThatTheApiTakes(@ForAll("histories") List<ObjectNode> history) {
        List<Item> items = Conversation.wellFormed(Conversation.of(history).between("", null), Function.identity());
        ArrayNode input = Json.object().arrayNode();
        InputItems.write(items, input);

        Set<String> ids = new HashSet<>();
        for (JsonNode item : input) {
            JsonNode id = item.path("id");
            if (id.isMissingNode() || id.isNull()) {
                assertThat(item.path("type").asText()).isNotEqualTo("reasoning");
                continue;
            }
            assertThat(ids.add(id.textValue())).as("once: " + id).isTrue();
            assertThat(id.textValue().length()).isLessThanOrEqualTo(64);
            String prefix = item.path("role").asText().equals("assistant")
                            && item.path("type").asText("message").equals("message")
                    ? "msg"
                    : PREFIXES.getOrDefault(item.path("type").asText(), "");
            assertThat(id.textValue()).startsWith(prefix);
        }
        assertThat(items)
                .as("items are shared, so none is changed")
                .isEqualTo(Conversation.wellFormed(Conversation.of(history).between("", null), Function.identity()));
    }
}
