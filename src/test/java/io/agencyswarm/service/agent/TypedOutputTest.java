package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.Recording;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are records. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class TypedOutputTest {

    private static final String INVOICE =
            "{\"payer\":\"Ada\",\"amount\":12,\"lines\":[{\"text\":\"Tea\",\"kind\":\"GOODS\"}],\"note\":null}";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void outputType_validAnswer_returnsObject() throws Exception {
        ServiceAnswer answer = ask(INVOICE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("response")).isEqualTo(Json.read(INVOICE));
    }

    @Test
    void outputType_record_sendsStrictSchema() throws Exception {
        ask(INVOICE);
        JsonNode format = Model.requests().getFirst().at("/text/format");

        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        assertThat(format.path("name").asText()).isEqualTo("Invoice");
        assertThat(format.path("strict").asBoolean()).isTrue();
        assertThat(format.path("schema")).isEqualTo(Json.read("""
                {"type": "object", "additionalProperties": false, "required": ["payer", "amount", "lines", "note"],
                 "properties": {
                   "payer": {"type": "string", "description": "Who pays."},
                   "amount": {"type": "integer", "minimum": 0, "maximum": 1000},
                   "lines": {"type": "array", "items": {
                     "type": "object", "additionalProperties": false, "required": ["text", "kind"],
                     "properties": {"text": {"type": "string"},
                                    "kind": {"type": "string", "enum": ["GOODS", "WORK"]}}}},
                   "note": {"type": ["string", "null"]}}}
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    "just words"                                                                | JSON object
                    no JSON                                                                     | should be JSON
                    {"payer":"Ada","amount":12,"lines":[]} {}                                   | should be JSON
                    {"payer":"Ada","lines":[]}                                                  | amount: Field required
                    {"payer":"Ada","amount":1001,"lines":[]}                                    | amount: Input should be less than or equal to 1000
                    {"payer":"Ada","amount":"many","lines":[]}                                  | amount: Input should be a valid integer
                    {"payer":"Ada","amount":1,"lines":[{"text":"Tea","kind":"FUN"}]}            | lines.0.kind: Input should be "GOODS" or "WORK"
                    {"payer":null,"amount":1,"lines":[]}                                        | payer: Input should be a valid string
                    """)
    void answer_doesNotFit_saysWhere(String text, String where) throws Exception {
        ServiceAnswer failed = ask(text);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText()).contains("Agent Clerk", "Invoice", where);
    }

    @Test
    void outputType_invalidAnswer_isInHistory() throws Exception {
        StreamedAnswer failed = client.stream("office", clerk("text {\"payer\":7}"));

        assertThat(failed.errors()).hasSize(1);
        assertThat(failed.newMessages()).hasSize(2);
        assertThat(failed.happenings().getLast()).isEqualTo("end");
    }

    @Test
    void answer_ofADelegatedRun_isTheCallsOutput() throws Exception {
        ServiceAnswer answer =
                client.ask("office", ServiceClient.delegate("Clerk", "text " + INVOICE) + " ;; text Paid");

        assertThat(answer.response()).isEqualTo("Paid");
        assertThat(Json.read(answer.newMessages().findValuesAsText("output").getFirst()))
                .isEqualTo(Json.read(INVOICE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Lister  | ["a","b"]
                    Counter | 7
                    Sorter  | "WORK"
                    Judge   | {"type":"Refused","why":"late"}
                    """)
    void answer_ofNoRecord_isWhatTheModelsObjectHolds(String agent, String value) throws Exception {
        ObjectNode body =
                ServiceClient.says("text {\"response\":" + value + "}").put("recipient_agent", agent);

        assertThat(client.ask("forms", body).body().path("response")).isEqualTo(Json.read(value));

        JsonNode format = Model.requests().getFirst().at("/text/format");
        assertThat(format.path("name").asText()).isEqualTo("final_output");
        assertThat(format.path("strict").asBoolean()).isTrue();
        assertThat(format.at("/schema/properties/response")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Lister  | ["a","b"]                             | its answer is not a valid List<String>. Input should be a JSON object, got
                    Lister  | {}                                    | response: Field required
                    Lister  | {"response":["a",1]}                  | response.1: Input should be a valid string
                    Counter | {"response":"many"}                   | its answer is not a valid Integer. response: Input should be a valid integer
                    Judge   | {"response":{"type":"Postponed"}}     | its answer is not a valid Verdict. response: Input should be in the form
                    """)
    void answer_ofNoRecordThatDoesNotFit_saysWhere(String agent, String text, String where) throws Exception {
        ServiceAnswer failed =
                client.ask("forms", ServiceClient.says("text " + text).put("recipient_agent", agent));

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body().path("error").asText()).contains("Agent " + agent, where);
    }

    @Test
    void answer_list_matchesRecording() throws Exception {
        JsonNode recorded = Recording.read("typed-list");
        String script = "text {\"response\": [\"a\", \"b\"]}";
        JsonNode text = recorded.at("/plain/new_messages/1/content/0/text");

        ServiceAnswer answer = client.ask("forms", script);
        StreamedAnswer streamed = client.stream("forms", script);

        assertThat(answer.newMessages().get(1).at("/content/0/text")).isEqualTo(text);
        assertThat(streamed.newMessages().get(1).at("/content/0/text")).isEqualTo(text);
        assertThat(frame(streamed).at("/item/raw_item/content/0/text")).isEqualTo(text);
    }

    @Test
    void answer_toAQuickReply_isTheSameWithoutTheModel() throws Exception {
        String quick = "text {\"response\": [\"quick\"]}";

        ServiceAnswer first = client.ask("forms", quick);
        ServiceAnswer second = client.ask("forms", quick);

        assertThat(first.body().path("response")).isEqualTo(Json.read("[\"quick\"]"));
        assertThat(second.body().path("response")).isEqualTo(Json.read("[\"quick\"]"));
        assertThat(second.newMessages().get(1).at("/content/0/text").asText()).isEqualTo("{\"response\":[\"quick\"]}");
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void endsTurn_structuredOutput_needsNoWrapper() throws Exception {
        ObjectNode body = ServiceClient.says("call total {\"a\":1,\"b\":2} ;; text Not asked")
                .put("recipient_agent", "Counter");

        assertThat(client.ask("forms", body).body().path("response")).isEqualTo(Json.read("3"));
    }

    private static JsonNode frame(StreamedAnswer streamed) {
        return streamed.frames().stream()
                .filter(frame -> frame.what().equals("message_output_created"))
                .findFirst()
                .orElseThrow()
                .event();
    }

    private ServiceAnswer ask(String text) throws Exception {
        return client.ask("office", clerk("text " + text));
    }

    private static ObjectNode clerk(String message) {
        return ServiceClient.says(message).put("recipient_agent", "Clerk");
    }
}
