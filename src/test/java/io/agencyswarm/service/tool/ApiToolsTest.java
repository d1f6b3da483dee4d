package io.agencyswarm.service.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.mcp.McpProfile;
import io.agencyswarm.testing.ApiServer;
import io.agencyswarm.testing.LogLines;
import io.agencyswarm.testing.OpenApiResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations of APIs as tools, and faults of APIs and of their documents. */
@QuarkusTest
@TestProfile(McpProfile.class)
@Timeout(60)
class ApiToolsTest {

    private static final String DID_NOT = "the API \"shop\" failed: ";

    @TestHTTPResource
    URI base;

    private final ApiServer api = OpenApiResource.server();
    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
        api.forget();
    }

    @Test
    void call_withPathQueryAndHeader_sendsThemWithWhatIsConfigured() throws Exception {
        api.reply("/orders/7", 200, "application/json", "{\"id\": \"7\", \"total\": 1.10}");

        JsonNode output = output("findOrder", "{\"id\": \"7\", \"verbose\": true, \"X-Shop\": \"Oslo\"}");

        assertThat(output).isEqualTo(Json.read("{\"id\": \"7\", \"total\": 1.10}"));
        assertThat(Model.lastOutputs().getLast()).isEqualTo("{\"id\":\"7\",\"total\":1.10}");
        ApiServer.Request request = api.last();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/orders/7?verbose=true&api_key=s3cret%20key%261");
        assertThat(request.headers())
                .containsEntry("x-shop", "Oslo")
                .containsEntry("authorization", "Bearer shop-secret-1");
    }

    @Test
    void operations_areReportedInOriginalsForm_withoutWhatIsConfigured() throws Exception {
        client.ask("store", "text Hi");

        assertThat(functions())
                .containsExactly(
                        "findOrder",
                        "delete_orders_id",
                        "listOrders",
                        "createOrder",
                        "logIn",
                        "cell",
                        "report",
                        "hold",
                        "drip");
        JsonNode find = function("findOrder");
        assertThat(find.path("description").asText()).isEqualTo("Finds an order.");
        assertThat(find.path("parameters")).isEqualTo(Json.read("""
                {"type": "object", "properties": {"parameters": {"type": "object", "properties": {
                   "id": {"type": "string", "description": "The order's number."},
                   "verbose": {"type": "boolean"}, "X-Shop": {"type": "string"}},
                   "required": ["id"], "additionalProperties": false}},
                 "required": ["parameters"], "additionalProperties": false}
                """));
        JsonNode create = function("createOrder").at("/parameters");
        assertThat(create.path("required")).isEqualTo(Json.read("[\"parameters\", \"requestBody\"]"));
        JsonNode order = create.at("/properties/requestBody");
        assertThat(order.at("/properties/amount"))
                .isEqualTo(Json.read("{\"type\": \"number\", \"exclusiveMinimum\": 0}"));
        assertThat(order.at("/properties/note/type")).isEqualTo(Json.read("[\"string\", \"null\"]"));
        assertThat(order.at("/properties/parts/items/type").asText()).isEqualTo("object");
        assertThat(order.path("required")).isEqualTo(Json.read("[\"amount\"]"));
        String metadata = client.get("/store/get_metadata").text();
        assertThat(metadata).contains("createOrder").doesNotContain("s3cret", "shop-secret");
    }

    @Test
    void call_withABody_sendsItAsJsonOrForm() throws Exception {
        call("createOrder", "{\"parameters\": {}, \"requestBody\": {\"amount\": 1.10, \"note\": null}}");
        assertThat(api.last().body()).isEqualTo("{\"amount\":1.10,\"note\":null}");
        assertThat(api.last().headers()).containsEntry("content-type", "application/json");

        call("logIn", "{\"requestBody\": {\"user\": \"a&b=c\", \"roles\": [\"x\", \"y z\"]}}");
        assertThat(api.last().body()).isEqualTo("user=a%26b%3Dc&roles=x&roles=y%20z");
        assertThat(api.last().headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a/b?c#d%e | /orders/a%2Fb%3Fc%23d%25e",
                "%2e%2e | /orders/%252e%252e",
                "ø… | /orders/%C3%B8%E2%80%A6",
                "..a | /orders/..a",
                "x;y | /orders/x%3By"
            })
    void call_withMeaningfulCharactersInThePath_encodesThem(String id, String path) throws Exception {
        output("findOrder", Json.text(Json.object().put("id", id)));

        assertThat(api.last().target()).startsWith(path + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../admin", "a/../../b", "..\\b", "a/.", "a/..;/b", "..;x=1", ""})
    void call_wouldLeaveItsPath_isRefused(String id) throws Exception {
        assertThat(output("findOrder", Json.text(Json.object().put("id", id))).asText())
                .containsOnlyOnce("parameters.id: Input should be a part of a path");

        assertThat(api.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "{\"state\": [\"new\", \"a&b\"]} > state=new&state=a%26b",
                "{\"ids\": [1, 2]} > ids=1,2",
                "{\"tags\": [\"a\", \"b|c\"]} > tags=a%7Cb%7Cc",
                "{\"page\": {\"size\": 5, \"after\": \"x\"}} > page%5Bsize%5D=5&page%5Bafter%5D=x",
                "{\"more\": {\"sort\": \"up\", \"api_key\": \"mine\"}} > sort=up",
                "{\"filter\": {\"a\": 1}} > filter=%7B%22a%22%3A1%7D",
                "{\"state\": null, \"ids\": []} > ``"
            })
    void call_withListsAndObjects_writesTheQueryInItsStyle(String parameters, String query) throws Exception {
        output("listOrders", parameters);

        assertThat(api.last().target())
                .isEqualTo("/orders?" + (query.isEmpty() ? "" : query + "&") + "api_key=s3cret%20key%261");
    }

    @Test
    void call_withAListInThePath_joinsIt() throws Exception {
        output("cell", "{\"row\": [\"a\", \"b,c\"], \"column\": 3}");

        assertThat(api.last().target()).startsWith("/rows/a,b%2Cc/3/?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"parameters\": {\"id\": \"1\", \"X-Shop\": \"a\\r\\nEvil: b\"}} | parameters.X-Shop: Input should be a header's value",
                "{\"parameters\": {}} | parameters.id: Field required",
                "{} | parameters.id: Field required",
                "{\"parameters\": {\"id\": \"1\", \"colour\": 1}} | parameters.colour: There is no such parameter",
                "{\"parameters\": [1]} | parameters: Input should be an object of the parameters"
            })
    void call_withArgumentsThatCanNotBeSent_saysWhy(String arguments, String sentence) throws Exception {
        assertThat(call("findOrder", arguments).asText()).contains(sentence);

        assertThat(api.requests()).isEmpty();
    }

    @Test
    void result_notObject_isText() throws Exception {
        api.reply("/report", 200, "text/plain; charset=iso-8859-1", new byte[] {'b', 'l', (byte) 0xE5});
        assertThat(output("report", "{}").asText()).isEqualTo("blå");

        api.reply("/report", 204, "", "");
        assertThat(output("report", "{}").asText()).isEqualTo("Done.");

        api.reply("/report", 200, "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xFF});
        assertThat(output("report", "{}").asText())
                .isEqualTo("[The API answered 5 bytes of the type image/png, which are not text. They were left out.]");

        api.reply("/report", 200, "application/json", "{\"half\": ");
        assertThat(output("report", "{}").asText()).isEqualTo("{\"half\": ");
    }

    @Test
    void result_looksLikePicture_isDataAndToldWhole() throws Exception {
        String data = "{\"type\":\"text\",\"text\":\"a\",\"id\":5}";
        api.reply("/report", 200, "application/json", data);

        output("report", "{}");

        assertThat(Model.lastOutputs().getLast()).isEqualTo(data);
    }

    @Test
    void secret_apiRepeats_isNotReported() throws Exception {
        String echo =
                "{\"auth\": \"Bearer shop-secret-1\", \"again\": \"\\u0073hop-secret-1\", \"key\": \"s3cret key&1\", \"url\": \"?api_key=s3cret%20key%261\"}";
        try (LogLines log = new LogLines()) {
            for (int status : List.of(200, 500, 401)) {
                api.reply("/report", status, "application/json", echo);
                StreamedAnswer streamed = client.stream("store", "call report {} ;; text Done.");

                assertThat(Model.lastOutputs().getLast()).contains("Bearer …").doesNotContain("shop-secret", "s3cret");
                assertThat(streamed.frames().toString()).doesNotContain("shop-secret", "s3cret");
            }
            assertThat(log.lines().toString()).doesNotContain("shop-secret", "s3cret");
        }
    }

    @Test
    void failure_ofApi_isReportedWithStatusAndBeginningOfWhatItSays() throws Exception {
        api.reply("/report", 422, "application/json", "{\"detail\": \"no such month\"}");
        assertThat(output("report", "{}").asText())
                .isEqualTo("An error occurred in the tool report: " + DID_NOT
                        + "it answered HTTP 422: {\"detail\": \"no such month\"}");

        api.reply("/report", 500, "text/plain", "x".repeat(90_000));
        assertThat(output("report", "{}").asText()).endsWith("xxx…").hasSizeLessThan(2_200);

        api.reply("/report", 302, "", "http://127.0.0.1:1/stolen");
        assertThat(output("report", "{}").asText())
                .endsWith("it answered HTTP 302, a redirect, and redirects are not followed");
    }

    @Test
    void answer_ofMoreThanTheLimitOfBytes_isNotRead() throws Exception {
        assertThat(output("drip", "{\"size\": \"much\"}").asText())
                .endsWith(DID_NOT + "it sent a message of more than 100000 bytes, which is the limit (max-bytes)");
        assertThat(api.awaitCut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "drip"})
    void answer_doesNotEnd_endsAtTimeLimit(String operation) throws Exception {
        assertThat(output(operation, "{}").asText())
                .endsWith(DID_NOT + "it did not answer within 2 s (agency-swarm.openapi.shop.timeout)");
    }

    @Test
    void cancel_whileTheApiWorks_closesItsConnection() throws Exception {
        try (LiveStream stream = client.open("store", "call drip {} ;; text Done.")) {
            assertThat(api.awaitStarted()).isTrue();
            ServiceAnswer cancelled = Cancels.cancel(client, "store", stream);

            assertThat(api.awaitCut()).isTrue();
            Cancels.assertEndsCancelled(stream, cancelled);
        }
    }

    @Test
    void document_atAUrl_isReadOnceAndItsServerIsItsOwn() throws Exception {
        client.ask("counter", "call crm_people {} ;; text Done.");
        client.ask("counter", "call crm_people {} ;; text Done.");

        assertThat(api.requests().stream().filter(request -> request.target().equals("/crm.json")))
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(
                        request -> assertThat(request.headers()).containsEntry("authorization", "Bearer crm-secret-1"));
        assertThat(api.last().target()).isEqualTo("/v2/people");
    }

    @Test
    void operation_withTheNameOfAnOwnTool_isLeftOut() throws Exception {
        client.ask("counter", "call report {} ;; text Done.");

        assertThat(Model.lastOutputs()).containsExactly("own");

        assertThat(functions()).containsOnlyOnce("report");
    }

    @Test
    void documents_canNotBeUsed_costTheirToolsAndWarning() throws Exception {
        try (LogLines log = new LogLines()) {
            assertThat(client.ask("attic", "text Went on.").response()).isEqualTo("Went on.");

            assertThat(functions()).containsExactly("fine");
            String lines = String.join("\n", log.lines());
            assertThat(lines)
                    .contains(
                            "\"foreign\" can't be used, so agents go without its tools: it names the server"
                                    + " https://elsewhere.example.org, which is not the document's own. Set"
                                    + " agency-swarm.openapi.foreign.base-url if requests may be sent there.",
                            "\"remote-ref\" can't be used, so agents go without its tools: its operation a refers to"
                                    + " \"http://127.0.0.1:1/b.json#/B\", but only references within the document"
                                    + " (\"#/…\") are followed: copy its target into the document, or leave the"
                                    + " operation out with agency-swarm.openapi.remote-ref.tools.exclude.",
                            "it sent a message of more than 1024 bytes, which is the limit (max-bytes).",
                            "\"broken\" can't be used, so agents go without its tools: it is neither valid JSON nor valid"
                                    + " YAML (line ",
                            "it has no operation \"findOrdr\", which agency-swarm.openapi.unknown.tools names; its"
                                    + " operations are people.",
                            "\"silent\" can't be used, so agents go without its tools: it did not answer within 700 ms"
                                    + " (agency-swarm.openapi.silent.timeout).",
                            "\"missing\" can't be used, so agents go without its tools: its server answered HTTP 404.",
                            "\"moved\" can't be used, so agents go without its tools: its server answered HTTP 301.",
                            "the operation scan is left out, because its body is multipart/form-data, but only JSON and"
                                    + " application/x-www-form-urlencoded can be sent.",
                            "the operation basket is left out, because its parameter \"session\" is required, and can't"
                                    + " be sent in the cookie.",
                            "the operation map is left out, because its parameter \"place\" is required, and can't be sent"
                                    + " in the path in the style \"matrix\".",
                            "the operation room is left out, because its path has the parameter \"room\", which the"
                                    + " document does not describe.");
        }
    }

    private JsonNode output(String operation, String parameters) throws IOException {
        return call(operation, "{\"parameters\": " + parameters + "}");
    }

    private JsonNode call(String operation, String arguments) throws IOException {
        StreamedAnswer streamed = client.stream("store", "call " + operation + " " + arguments + " ;; text Done.");
        assertThat(streamed.happenings()).endsWith("messages", "end");
        return streamed.frames().stream()
                .filter(frame -> frame.what().equals("tool_output"))
                .findFirst()
                .orElseThrow()
                .event()
                .at("/item/output");
    }

    private static JsonNode function(String name) {
        return StreamSupport.stream(Model.requests().getLast().path("tools").spliterator(), false)
                .filter(tool -> tool.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> functions() {
        return StreamSupport.stream(Model.requests().getLast().path("tools").spliterator(), false)
                .map(tool -> tool.path("name").asText())
                .toList();
    }
}
