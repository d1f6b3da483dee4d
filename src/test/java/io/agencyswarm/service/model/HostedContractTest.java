package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The recordings in {@code src/test/resources/contract/hosted}: what the original sends for items of tools that the
 * provider runs. The README there lists the intended differences.
 */
@QuarkusTest
@TestProfile(HostedProfile.class)
@Timeout(60)
class HostedContractTest {

    private static final List<String> CASES = List.of(
            "web",
            "files",
            "files_noresults",
            "code",
            "mcp",
            "mcpapprove",
            "reason_web",
            "toolsearch",
            "compaction",
            "twomsg");

    /** Fields that differ between runs, and fields that one of the two sends as null and the other omits. */
    private static final List<String> LEFT_OUT =
            List.of("agent_run_id", "run_trace_id", "timestamp", "parent_run_id", "phase");

    private static final Pattern ID =
            Pattern.compile("\\b(ws|fs|ci|ig|mcp|mcpl|mcpr|msg|rs|tsc|tso|cmp)_\\d+|<([a-z]+):\\d+>");

    @TestHTTPResource
    URI base;

    @TestFactory
    Stream<DynamicTest> recordings() {
        return CASES.stream().map(name -> dynamicTest(name, () -> play(golden(name))));
    }

    private void play(JsonNode golden) throws Exception {
        ServiceClient client = ServiceClient.at(base);
        List<JsonNode> turns = new ArrayList<>();
        golden.required("model").forEach(turns::add);
        String message = golden.required("message").asText();
        HostedModel.plays(turns);
        ServiceAnswer plain = client.ask("hosted", message);
        HostedModel.plays(turns);
        StreamedAnswer streamed = client.stream("hosted", message);

        assertThat(plain.status()).as(plain.text()).isEqualTo(200);
        assertThat(distilled(plain.newMessages())).isEqualTo(distilled(withoutApprovals(golden.required("plain"))));
        assertThat(distilled(streamed.newMessages())).isEqualTo(distilled(golden.required("new_messages")));
        ArrayNode frames = frames(streamed);
        ArrayNode recorded = asOurs(golden.required("frames"), frames);
        assertThat(distilled(frames)).isEqualTo(distilled(recorded));
    }

    /** None of our answers contains a request for approval without an answer. */
    private static ArrayNode withoutApprovals(JsonNode items) {
        ArrayNode stored = Json.array();
        items.forEach(item -> {
            if (!item.path("type").asText().equals("mcp_approval_request")) {
                stored.add(item);
            }
        });
        return stored;
    }

    /**
     * The recorded frames and ours, with two intended differences: a model's event names its item also where the
     * original does not, and the origin of a tool has its type, which the original omits.
     */
    private static ArrayNode asOurs(JsonNode recorded, ArrayNode ours) {
        ArrayNode frames = recorded.deepCopy();
        for (int i = 0; i < frames.size(); i++) {
            ObjectNode frame = (ObjectNode) frames.get(i);
            if (frame.has("raw") && !frame.has("of") && ours.path(i) instanceof ObjectNode named) {
                named.remove("of");
            }
            if (frame.at("/item/tool_origin") instanceof ObjectNode origin) {
                origin.put("type", "mcp");
            }
        }
        return frames;
    }

    /**
     * Returns the frames in the short form of the recordings, without the fields that are specific to the tests' model
     * server.
     */
    private static ArrayNode frames(StreamedAnswer streamed) {
        ArrayNode frames = Json.array();
        for (AnswerFrame frame : streamed.frames()) {
            JsonNode event = frame.event();
            if (event.path("type").asText().equals("raw_response_event")) {
                ObjectNode raw =
                        frames.addObject().put("raw", event.at("/data/type").asText());
                String of = event.path("call_id").asText(event.path("item_id").asText(""));
                if (!of.isEmpty()) {
                    raw.put("of", of);
                }
                if (event.path("data").has("annotation")) {
                    raw.set("annotation", event.at("/data/annotation"));
                }
            } else if (event.path("type").asText().equals("run_item_stream_event")) {
                frames.add(event);
            }
        }
        return frames;
    }

    private static JsonNode distilled(JsonNode tree) {
        Map<String, String> names = new HashMap<>();
        Matcher ids = ID.matcher(Json.text(distilledValue(tree)));
        String text = ids.replaceAll(match -> {
            String kind = match.group(1) == null ? match.group(2) : match.group(1);
            return names.computeIfAbsent(match.group(), _ -> kind + "#" + names.size());
        });
        return Json.readOwn(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Converts values to texts, because the original sends some of them as texts, and omits nulls, because the original
     * adds many.
     */
    private static JsonNode distilledValue(JsonNode value) {
        if (value.isArray()) {
            ArrayNode copy = Json.array();
            value.forEach(element -> copy.add(distilledValue(element)));
            return copy;
        }
        if (value.isObject()) {
            ObjectNode copy = Json.object();
            value.propertyStream()
                    .filter(field -> !field.getValue().isNull() && !LEFT_OUT.contains(field.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> copy.set(field.getKey(), distilledValue(field.getValue())));
            return copy;
        }
        return TextNode.valueOf(value.asText());
    }

    private static JsonNode golden(String name) throws IOException {
        String path = "/contract/hosted/" + name + ".json";
        try (var in = Objects.requireNonNull(HostedContractTest.class.getResourceAsStream(path), path)) {
            return Json.read(in.readAllBytes());
        }
    }
}
