package io.agencyswarm.service.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which items of a client's {@code chat_history} reach the model. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class HistoryTest {

    private static final String USER = "{\"type\":\"message\",\"role\":\"user\",\"content\":\"%s\"}";
    private static final String CALL =
            "{\"type\":\"function_call\",\"id\":\"fc_%1$s\",\"call_id\":\"%1$s\",\"name\":\"add\","
                    + "\"arguments\":\"{}\"}";
    private static final String OUTPUT = "{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"3\"}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void input_itemsOfThread_omitsFrameworkKeys() throws Exception {
        ObjectNode item = Model.item(USER.formatted("Hi"), "Assistant", "");
        item.put("parent_run_id", "call_1").put("message_origin", "handoff_reminder");
        ask("basic", history(item));

        assertThat(Model.lastInput().getFirst()).isEqualTo(Json.read(USER.formatted("Hi")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\"Hi\"}",
                "{\"agent\":\"Assistant\",\"content\":\"no role\"}",
                "{\"type\":\"message\",\"content\":\"no role\"}",
                "{\"type\":\"function_call\",\"name\":\"add\"," + "\"arguments\":\"{}\"}",
                "{\"type\":\"function_call_output\",\"output\":\"3\"}",
                "{\"role\":{\"is\":\"user\"},\"content\":\"Hi\"}",
                "{\"type\":\"message\",\"role\":null,\"content\":\"Hi\"}"
            })
    void items_ofOtherShapes_areSkipped(String shape) throws Exception {
        ask("basic", history((ObjectNode) Json.read(shape), Model.item(USER.formatted("Hi"), "Assistant", "")));

        assertThat(messages()).containsExactly("Hi", "text Ok");
    }

    @Test
    void calls_withoutOutputAndOutputsWithoutCall_areDropped() throws Exception {
        ask(
                "basic",
                history(
                        Model.item(OUTPUT.formatted("before"), "Assistant", ""),
                        Model.item(CALL.formatted("before"), "Assistant", ""),
                        Model.item(CALL.formatted("whole"), "Assistant", ""),
                        Model.item(CALL.formatted("open"), "Assistant", ""),
                        Model.item(OUTPUT.formatted("whole"), "Assistant", ""),
                        Model.item(OUTPUT.formatted("whole"), "Assistant", ""),
                        Model.item(OUTPUT.formatted("alone"), "Assistant", "")));

        assertThat(Model.lastInput().stream().map(item -> item.path("call_id").asText("")))
                .containsExactly("whole", "whole", "");
        assertThat(Model.lastInput().get(0).path("type").asText()).isEqualTo("function_call");
        assertThat(Model.lastInput().get(1).path("type").asText()).isEqualTo("function_call_output");
    }

    @Test
    void history_reasoning_staysWithItsItem() throws Exception {
        String reasoning = "{\"type\":\"reasoning\",\"id\":\"rs_%s\",\"summary\":[],\"encrypted_content\":\"abc=\"}";
        ask(
                "basic",
                history(
                        Model.item(reasoning.formatted("kept"), "Assistant", ""),
                        Model.item(CALL.formatted("whole"), "Assistant", ""),
                        Model.item(OUTPUT.formatted("whole"), "Assistant", ""),
                        Model.item(reasoning.formatted("gone"), "Assistant", ""),
                        Model.item(CALL.formatted("open"), "Assistant", "")));

        assertThat(Model.lastInput().stream().map(item -> item.path("id").asText("")))
                .containsExactly("rs_kept", "fc_whole", "", "");
        assertThat(Model.lastInput().getFirst()).isEqualTo(Json.read(reasoning.formatted("kept")));
    }

    @Test
    void timestamps_inWhateverUnitAndOrder_changeNothing() throws Exception {
        ObjectNode micros = Model.item(USER.formatted("one"), "Assistant", "").put("timestamp", 1_760_000_000_000_000L);
        ObjectNode millis = Model.item(USER.formatted("two"), "Assistant", "").put("timestamp", 1_750_000_000_000L);
        ObjectNode none = Model.item(USER.formatted("three"), "Assistant", "").without("timestamp");
        ObjectNode text = Model.item(USER.formatted("four"), "Assistant", "").put("timestamp", "2026-01-01T00:00:00Z");
        ServiceAnswer answer = ask("basic", history(micros, millis, none, text));

        assertThat(messages()).containsExactly("one", "two", "three", "four", "text Ok");
        long now = System.currentTimeMillis();
        assertThat(answer.newMessages())
                .allSatisfy(
                        item -> assertThat(item.path("timestamp").asLong()).isBetween(now - 600_000, now + 600_000));
    }

    @Test
    void items_ofTypesNobodyKnowsYet_arePassedOnAsTheyAre() throws Exception {
        List<String> unknown = List.of(
                "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\",\"action\":{\"query\":\"x\"}}",
                "{\"type\":\"telepathy_call\",\"strength\":1.10,\"deep\":{\"er\":[null,true,1e2]}}");
        ask("basic", history(Model.item(unknown.get(0), "Assistant", ""), Model.item(unknown.get(1), "Assistant", "")));

        assertThat(Model.lastInput().subList(0, 2))
                .containsExactly(Json.read(unknown.get(0)), Json.read(unknown.get(1)));
    }

    @Test
    void items_withStructuredPartsAndIds_arePassedOnAsTheyAre() throws Exception {
        String picture = "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"See\"},"
                + "{\"type\":\"input_image\",\"image_url\":\"https://example.org/a.png\",\"detail\":\"low\"}]}";
        String answer = "{\"type\":\"message\",\"id\":\"msg_1\",\"status\":\"completed\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"A cat\",\"annotations\":[],\"logprobs\":[]}]}";
        ask("basic", history(Model.item(picture, "Assistant", ""), Model.item(answer, "Assistant", "")));

        assertThat(Model.lastInput().subList(0, 2)).containsExactly(Json.read(picture), Json.read(answer));
    }

    /** Pairs of an item of a history from the Python service and what the model gets. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"role\":\"assistant\",\"id\":\"__fake_id__\",\"content\":\"9\",\"provider_data\":{\"model\":\"m\"}}"
                        + "|{\"role\":\"assistant\",\"content\":\"9\"}",
                "{\"role\":\"assistant\",\"id\":\"chatcmpl-3\",\"content\":\"9\"}|{\"role\":\"assistant\",\"content\":\"9\"}",
                "{\"role\":\"assistant\",\"id\":\"msg_3\",\"content\":\"9\",\"citations\":[{\"file_id\":\"f\"}]}"
                        + "|{\"role\":\"assistant\",\"id\":\"msg_3\",\"content\":\"9\"}",
                "{\"role\":\"assistant\",\"id\":7,\"content\":\"9\"}|{\"role\":\"assistant\",\"content\":\"9\"}",
                "{\"role\":\"user\",\"id\":\"mine\",\"content\":\"9\"}|{\"role\":\"user\",\"id\":\"mine\",\"content\":\"9\"}",
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"9\",\"logprobs\":null}]}"
                        + "|{\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"9\"}]}"
            })
    void items_ofThePythonService_goToTheModelAsItTakesThem(String stored, String sent) throws Exception {
        ask("basic", history(Model.item(stored, "Assistant", "")));

        assertThat(Model.lastInput().getFirst()).isEqualTo(Json.read(sent));
    }

    @Test
    void calls_withIdsThatTheModelRefuses_goWithoutThem() throws Exception {
        ObjectNode same = (ObjectNode) Json.read(CALL.formatted("one"));
        ObjectNode placeholder = (ObjectNode) Json.read(CALL.formatted("two"));
        ask(
                "basic",
                history(
                        Model.item(same.put("id", "one").toString(), "Assistant", ""),
                        Model.item(OUTPUT.formatted("one"), "Assistant", ""),
                        Model.item("{\"type\":\"reasoning\",\"id\":\"__fake_id__\",\"summary\":[]}", "Assistant", ""),
                        Model.item(placeholder.put("id", "__fake_id__").toString(), "Assistant", ""),
                        Model.item(OUTPUT.formatted("two"), "Assistant", ""),
                        Model.item(CALL.formatted("three"), "Assistant", ""),
                        Model.item(OUTPUT.formatted("three"), "Assistant", "")));

        assertThat(Model.lastInput().stream()
                        .map(item -> item.path("call_id").asText() + " "
                                + item.path("id").asText()))
                .containsExactly("one ", "one ", "two ", "two ", "three fc_three", "three ", " ");
    }

    @Test
    void messages_ofOneId_keepItOnce() throws Exception {
        String answer = "{\"role\":\"assistant\",\"id\":\"msg_0\",\"content\":\"%s\"}";
        ask(
                "basic",
                history(
                        Model.item(answer.formatted("a"), "Assistant", ""),
                        Model.item(answer.formatted("b"), "Assistant", "")));

        assertThat(Model.lastInput().stream().map(item -> item.path("id").asText()))
                .containsExactly("msg_0", "", "");
        assertThat(messages()).containsExactly("a", "b", "text Ok");
    }

    @Test
    void request_toTheModel_namesNoStateOfTheServers() throws Exception {
        ServiceAnswer first = client.ask("basic", "call add {\"a\":1,\"b\":2} ;; text Three");
        ask("basic", first.newMessages());

        assertThat(Model.requests()).allSatisfy(request -> {
            assertThat(request.has("previous_response_id")).isFalse();
            assertThat(request.has("conversation")).isFalse();
        });
        assertThat(Model.lastInput()).hasSize(5);
        assertThat(Model.requests().getLast().toString())
                .doesNotContain("agent_run_id", "callerAgent", "history_protocol", "run_trace_id", "timestamp");
    }

    private ServiceAnswer ask(String agency, ArrayNode history) throws Exception {
        ServiceAnswer answer = client.ask(agency, ServiceClient.says("text Ok", history));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private static List<String> messages() {
        return Model.lastInput().stream()
                .map(item -> item.path("content").asText())
                .toList();
    }

    private static ArrayNode history(JsonNode... items) {
        return Json.object().arrayNode().addAll(List.of(items));
    }
}
