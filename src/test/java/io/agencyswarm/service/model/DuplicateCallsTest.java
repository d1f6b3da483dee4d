package io.agencyswarm.service.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that uses one id for several calls in a turn. */
@QuarkusTest
@TestProfile(OddModelProfile.class)
@Timeout(60)
class DuplicateCallsTest {

    private static final String ID = "x".repeat(62) + "/y";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + OddModelProfile.TOKEN);
    }

    @Test
    void calls_underOneId_getTheirOwnResults() throws Exception {
        String second = ID.substring(0, 62) + "-1";
        String third = ID.substring(0, 62) + "-2";
        answers(answer(add("fc_1", ID, 1), add("fc_2", ID, 2), add("fc_3", ID, 3)), answer(message("Done")));

        StreamedAnswer streamed = client.stream("basic", "Add");

        assertThat(streamed.errors()).isEmpty();
        assertThat(streamed.newMessages().findValuesAsText("call_id"))
                .containsExactly(ID, second, third, ID, second, third);
        assertThat(streamed.newMessages().findValuesAsText("output")).containsExactly("2", "3", "4");
        assertThat(callIds(streamed, "tool_called")).containsExactly(ID, second, third);
        assertThat(callIds(streamed, "tool_output")).containsExactlyInAnyOrder(ID, second, third);
        assertThat(streamed.frames().stream()
                        .filter(frame -> frame.what().equals("response.output_item.done"))
                        .map(frame -> frame.event().at("/data/item/call_id").asText())
                        .filter(id -> !id.isEmpty()))
                .as("the model's own events are untouched")
                .containsExactly(ID, ID, ID);
        List<JsonNode> sent = items(OddModelServer.lastBody());
        assertThat(sent.stream()
                        .flatMap(item -> Stream.of(
                                item.path("call_id").asText(),
                                item.path("output").asText()))
                        .filter(text -> !text.isEmpty()))
                .as("what the model gets")
                .containsExactly(ID, second, third, ID, "2", second, "3", third, "4");
    }

    @Test
    void delegations_underOneId_areReportedApart() throws Exception {
        answers(answer(ask("fc_1", "Build this"), ask("fc_2", "Build that")), answer(message("Built")));

        StreamedAnswer streamed = client.stream("team", "Plan");

        assertThat(streamed.errors()).isEmpty();
        assertThat(streamed.frames().stream()
                        .filter(frame -> frame.agent().equals("Developer"))
                        .map(frame -> frame.event().path("parent_run_id").asText())
                        .distinct())
                .containsExactlyInAnyOrder("call_1", "call_1-1");
        assertThat(streamed.newMessages().findValuesAsText("parent_run_id"))
                .containsExactly("call_1", "call_1", "call_1-1", "call_1-1");
    }

    @Test
    void id_thatAnEarlierCallWasGiven_isNotGivenAgain() throws Exception {
        answers(answer(add("fc_1", "c", 1), add("fc_2", "c", 2), add("fc_3", "c-1", 3)), answer(message("Done")));

        ServiceAnswer answer = client.ask("basic", "Add");

        assertThat(answer.newMessages().findValuesAsText("call_id"))
                .containsExactly("c", "c-1", "c-1-1", "c", "c-1", "c-1-1");
        assertThat(answer.newMessages().findValuesAsText("output")).containsExactly("2", "3", "4");
    }

    private static void answers(String first, String then) {
        OddModelServer.plays(connection -> connection.send(connection.request() == 1 ? first : then));
    }

    private static List<String> callIds(StreamedAnswer streamed, String what) {
        return streamed.frames().stream()
                .filter(frame -> frame.what().equals(what))
                .map(frame -> frame.event().path("call_id").asText())
                .toList();
    }

    private static List<JsonNode> items(JsonNode request) {
        return request.path("input").valueStream().toList();
    }

    private static String add(String item, String callId, int number) {
        return call(
                item, callId, "add", Json.object().put("a", number).put("b", 1).toString());
    }

    private static String ask(String item, String message) {
        return call(
                item,
                "call_1",
                "send_message",
                Json.object()
                        .put("recipient_agent", "Developer")
                        .put("message", message)
                        .put("additional_instructions", "")
                        .toString());
    }

    private static String call(String item, String callId, String name, String arguments) {
        return Json.object()
                .put("type", "function_call")
                .put("id", item)
                .put("call_id", callId)
                .put("name", name)
                .put("arguments", arguments)
                .toString();
    }

    private static String message(String text) {
        return "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\"}]}";
    }

    private static String answer(String... items) {
        StringBuilder answer =
                new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        for (String item : items) {
            answer.append("data: {\"type\":\"response.output_item.done\",\"item\":")
                    .append(item)
                    .append("}\n\n");
        }
        return answer.append("data: {\"type\":\"response.completed\",\"response\":{}}\n\n")
                .toString();
    }
}
