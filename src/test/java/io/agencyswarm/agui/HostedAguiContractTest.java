package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.HostedModel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recordings in {@code src/test/resources/contract/hosted-agui}, described in the README of {@code hosted}: ours
 * are the original's events and, in addition, those of calls. Also tests the messages that a client sends back.
 */
@QuarkusTest
@TestProfile(HostedAguiProfile.class)
@Timeout(60)
class HostedAguiContractTest {

    /** Faults of the original, and events that it does not have. */
    private static final Set<String> NOT_COMPARED =
            Set.of("RUN_ERROR", "RUN_FINISHED", "RUN_STARTED", "MESSAGES_SNAPSHOT", "TOOL_CALL_ARGS");

    private static final Pattern ID = Pattern.compile("\\b(ws|fs|ci|ig|mcp|msg)_\\d+|<([a-z]+):\\d+>");

    @TestHTTPResource
    URI base;

    private AguiClient client;

    @BeforeEach
    void setUp() {
        client = new AguiClient(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "files", "code", "image", "mcp"})
    void events_ofARecording_areAmongOurs(String name) throws Exception {
        JsonNode golden = golden(name);
        List<JsonNode> turns = new ArrayList<>();
        golden.required("model").forEach(turns::add);
        HostedModel.plays(turns);

        AguiEvents events = client.run("hosted", "scn:" + name);

        List<JsonNode> recorded = new ArrayList<>();
        golden.required("events").forEach(event -> {
            if (!NOT_COMPARED.contains(event.path("type").asText())) {
                recorded.add(event);
            }
        });
        assertThat(distilled(events.all())).containsSubsequence(distilled(recorded));
        assertThat(events.outcome()).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "files", "code", "image", "mcp"})
    void call_providerRan_isCallWithItsResult(String name) throws Exception {
        AguiEvents events = play(name);

        JsonNode start = events.only("TOOL_CALL_START");
        JsonNode result = events.only("TOOL_CALL_RESULT");
        JsonNode arguments = Json.read(events.deltas("TOOL_CALL_ARGS"));
        assertThat(result.path("toolCallId")).isEqualTo(start.path("toolCallId"));
        switch (name) {
            case "web" -> {
                assertThat(start.path("toolCallName").asText()).isEqualTo("WebSearchTool");
                assertThat(result.path("content").asText()).contains("https://example.org/oslo");
            }
            case "files" -> {
                assertThat(arguments.path("queries").get(0).asText()).isEqualTo("favourite books");
                assertThat(arguments.at("/results/0/file_id").asText()).isEqualTo("file-books");
                assertThat(result.path("content").asText()).contains("Ada likes Emma.");
            }
            case "code" -> {
                assertThat(arguments.path("code").asText()).isEqualTo("print(1+1)");
                assertThat(result.path("content").asText()).isEqualTo("2\n");
            }
            case "image" -> {
                JsonNode part = result.path("content").get(0);
                assertThat(part.path("type").asText()).isEqualTo("image");
                assertThat(part.at("/source/mimeType").asText()).isEqualTo("image/png");
                assertThat(arguments.has("result")).isFalse();
            }
            default -> {
                assertThat(arguments.path("name").asText()).isEqualTo("lookup");
                assertThat(result.path("content").asText()).isEqualTo("Oslo is a city.");
            }
        }
        JsonNode stored = events.messages().stream()
                .filter(message -> message.path("role").asText().equals("tool"))
                .findFirst()
                .orElseThrow();
        assertThat(stored.path("content")).isEqualTo(result.path("content"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "files", "code", "image", "mcp"})
    void messages_clientSendsBack_areItemsAgain(String name) throws Exception {
        AguiEvents events = play(name);
        JsonNode played = golden(name).required("model").get(0);
        ObjectNode next = AguiInput.says("Go on");
        ArrayNode messages = Json.array();
        events.messages().forEach(messages::add);
        messages.addAll((ArrayNode) next.path("messages"));
        messages.forEach(message -> assertThat(message.path("id").isTextual()).isTrue());
        next.set("messages", messages);
        client.run("hosted", next);

        JsonNode sent = null;
        JsonNode item = null;
        for (JsonNode input : HostedModel.requests().getLast().path("input")) {
            sent = input.path("type").asText().endsWith("_call") ? input : sent;
        }
        for (JsonNode one : played) {
            item = one.path("type").asText().endsWith("_call") ? one : item;
        }
        assertThat(sent).isNotNull();
        if (name.equals("image")) {
            assertThat(sent)
                    .isEqualTo(Json.object()
                            .put("type", "image_generation_call")
                            .put("id", item.path("id").asText()));
        } else {
            assertThat(sent).isEqualTo(item);
        }
    }

    @Test
    void stream_citations_precedeSnapshot() throws Exception {
        AguiEvents events = play("web");

        assertThat(events.types()).containsSubsequence("TEXT_MESSAGE_END", "CUSTOM", "MESSAGES_SNAPSHOT");
        JsonNode cited = events.only("CUSTOM");
        assertThat(cited.path("name").asText()).isEqualTo("annotated_output");
        assertThat(cited.at("/value/annotations/0/url").asText()).isEqualTo("https://example.org/oslo");
    }

    private AguiEvents play(String name) throws IOException {
        List<JsonNode> turns = new ArrayList<>();
        golden(name).required("model").forEach(turns::add);
        HostedModel.plays(turns);
        return client.run("hosted", "Look");
    }

    /** Returns the events without the fields that only ours have, with ids numbered by their first occurrence. */
    private static List<JsonNode> distilled(List<JsonNode> events) {
        Map<String, String> names = new HashMap<>();
        List<JsonNode> distilled = new ArrayList<>();
        for (JsonNode event : events) {
            ObjectNode copy = sorted(event);
            copy.remove(List.of("timestamp", "parentMessageId"));
            if (copy.path("type").asText().equals("TEXT_MESSAGE_START")) {
                copy.remove("name");
            }
            String text = ID.matcher(Json.text(copy)).replaceAll(match -> {
                String kind = match.group(1) == null ? match.group(2) : match.group(1);
                return names.computeIfAbsent(match.group(), _ -> kind + "#");
            });
            distilled.add(Json.readOwn(text.getBytes(StandardCharsets.UTF_8)));
        }
        return distilled;
    }

    private static ObjectNode sorted(JsonNode value) {
        ObjectNode copy = Json.object();
        value.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> copy.set(field.getKey(), simple(field.getValue())));
        return copy;
    }

    private static JsonNode simple(JsonNode value) {
        if (value.isArray()) {
            ArrayNode copy = Json.array();
            value.forEach(element -> copy.add(simple(element)));
            return copy;
        }
        return value.isObject() ? sorted(value) : TextNode.valueOf(value.asText());
    }

    private static JsonNode golden(String name) throws IOException {
        String path = "/contract/hosted-agui/" + name + ".json";
        try (var in = Objects.requireNonNull(HostedAguiContractTest.class.getResourceAsStream(path), path)) {
            return Json.read(in.readAllBytes());
        }
    }
}
