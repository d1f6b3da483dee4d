package io.agencyswarm.service.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The MCP server's answers to invalid messages and to other requests. */
@QuarkusTest
@TestProfile(McpProfile.class)
@Timeout(60)
class McpProtocolTest {

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";

    @TestHTTPResource
    URI base;

    private ServiceClient plain;
    private McpCaller client;
    private McpCaller older;

    @BeforeEach
    void setUp() {
        plain = ServiceClient.at(base);
        client = McpCaller.of(plain, McpCaller.STATELESS);
        older = McpCaller.of(plain, McpCaller.WITH_HANDSHAKE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"jsonrpc\":\"2.0\",\"id\":7,                                          | -32700 | null",
                "[" + LIST + "]                                                          | -32600 | null",
                "7                                                                       | -32600 | null",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"x\":\"\\ud800\"} | -32700 | null",
                "{\"id\":7,\"method\":\"tools/list\"}                                    | -32600 | 7",
                "{\"jsonrpc\":\"2.0\",\"id\":7}                                          | -32600 | 7",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/list\"}             | -32600 | null",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"tools/list\"}              | -32600 | null",
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":[]}  | -32600 | 7",
            })
    void body_noMessage_is400(String body, int code, String id) throws Exception {
        ServiceAnswer answer = older.post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/code").asInt()).as(answer.text()).isEqualTo(code);
        assertThat(answer.body().at("/error/message").asText()).isNotBlank();
        assertThat(answer.body().path("id").toString()).isEqualTo(id);
    }

    @Test
    void id_long_isRefused() throws Exception {
        ServiceAnswer refused = older.post(LIST.replace("7", "\"" + "ä".repeat(129) + "\""));
        ServiceAnswer whole = older.post(LIST.replace("7", "\"" + "ä".repeat(128) + "\""));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("id").isNull()).isTrue();
        assertThat(refused.body().at("/error/code").asInt()).isEqualTo(-32600);
        assertThat(refused.body().at("/error/message").asText()).contains("258", "256");
        assertThat(refused.text()).hasSizeLessThan(300);
        assertThat(whole.body().path("id").asText()).isEqualTo("ä".repeat(128));
    }

    @Test
    void body_ofAnotherType_isNotRead() throws Exception {
        ServiceAnswer answer = older.with("Content-Type", "text/plain").post(LIST);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Content-Type");
    }

    @Test
    void body_tooLarge_is413() throws Exception {
        ServiceAnswer answer = older.post("{\"jsonrpc\":\"2.0\",\"x\":\"" + "x".repeat(11 << 20) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body().path("detail").asText()).contains("agency-swarm.limits.body-bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "prompts/list, 404, 200",
        "resources/list, 404, 200",
        "subscriptions/listen, 404, 200",
        "nothing, 404, 200",
        "ping, 404, -",
        "initialize, 404, -",
        "server/discover, -, 200"
    })
    void method_revisionHasNot_isError(String method, String stateless, String withHandshake) throws Exception {
        if (!stateless.equals("-")) {
            assertUnknown(client.send(method, Json.object()), stateless);
        }
        if (!withHandshake.equals("-")) {
            assertUnknown(older.send(method, Json.object()), withHandshake);
        }
    }

    private static void assertUnknown(ServiceAnswer answer, String status) {
        assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
        assertThat(answer.body().at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(answer.body().path("id").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "nosuch", "ask_nosuch", "ADD", ""})
    void tool_notServed_isUnknown(String name) throws Exception {
        ServiceAnswer answer = client.send("tools/call", McpCaller.call(name, "{}"));

        assertThat(answer.body().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(answer.body().at("/error/message").asText())
                .isEqualTo("Unknown tool: \"" + name + "\". tools/list returns the tools that you may call.");
    }

    @Test
    void name_ofAMegabyte_isNotSentBack() throws Exception {
        String call = older.message("tools/call", McpCaller.call("x".repeat(1 << 20), "{}"))
                .toString();
        String unknown = older.message("m".repeat(1 << 20), Json.object()).toString();

        String version =
                client.message("tools/list", Json.object()).toString().replace(McpCaller.STATELESS, "v".repeat(4_000));
        String smiles = older.message("x" + "😀".repeat(100), Json.object()).toString();

        assertThat(older.post(smiles).body().at("/error/message").asText())
                .startsWith("Method not found: x😀")
                .doesNotContain("?", "\ufffd");
        assertThat(McpCaller.of(plain, "v".repeat(4_000)).post(version).text())
                .contains("does not support")
                .hasSizeLessThan(1_000);
        assertThat(older.post(call).text()).contains("Unknown tool").hasSizeLessThan(1_000);
        assertThat(older.post(unknown).text()).contains("Method not found").hasSizeLessThan(1_000);
    }

    @Test
    void arguments_noObject_areError() throws Exception {
        assertThat(client.send("tools/call", McpCaller.call("add", "[1]"))
                        .body()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void version_unknown_reportsWhichAreKnown() throws Exception {
        ServiceAnswer answer = McpCaller.of(plain, "2031-01-01").post(LIST);

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.body().path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32022);
        assertThat(error.at("/data/requested").asText()).isEqualTo("2031-01-01");
        assertThat(error.at("/data/supported/0").asText()).isEqualTo("2026-07-28");
    }

    @ParameterizedTest
    @CsvSource({
        "MCP-Protocol-Version, 2025-11-25",
        "Mcp-Method, tools/call",
        "Mcp-Name, explode",
        "Mcp-Name, =?base64?%%?="
    })
    void header_saysSomethingElse_is400(String name, String value) throws Exception {
        ObjectNode params = McpCaller.call("add", "{\"a\":1,\"b\":2}");
        String body = client.message("tools/call", params).toString();
        ServiceClient caller = plain.with("MCP-Protocol-Version", McpCaller.STATELESS)
                .with("Mcp-Method", "tools/call")
                .with("Mcp-Name", "=?base64?YWRk?=");
        assertThat(caller.post("/mcp", body).status()).isEqualTo(200);

        ServiceAnswer answer = caller.with(name, value.equals("tools/call") ? "tools/list" : value)
                .post("/mcp", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/code").asInt()).isEqualTo(-32020);
        assertThat(answer.body().at("/error/message").asText()).contains(name);
    }

    @Test
    void request_doesNotSayItsVersion_isRefusedWhereItMust() throws Exception {
        ServiceAnswer answer = client.post(LIST);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(plain.post("/mcp", LIST).status())
                .as("of a client of March 2025")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /mcp, 405",
        "DELETE, /mcp, 405",
        "PUT, /mcp, 405",
        "POST, /mcp/, 200",
        "GET, /mcp/sse, 404",
        "POST, /mcp/sse, 404",
        "POST, /mcp/messages/1, 404",
        "POST, /MCP, 404"
    })
    void address_andMethod_areThoseOfTheProtocol(String method, String path, int status) throws Exception {
        assertThat(plain.send(method, path, method.equals("GET") ? "" : LIST).status())
                .isEqualTo(status);
    }

    @Test
    void page_ofAForeignOrigin_is403() throws Exception {
        assertThat(plain.with("Origin", "https://evil.example")
                        .post("/mcp", LIST)
                        .status())
                .isEqualTo(403);
        ServiceAnswer own = plain.with("Origin", "http://localhost:1234").post("/mcp", LIST);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("Access-Control-Expose-Headers")).contains("Mcp-Session-Id, Retry-After");
    }

    /** A page can make its own host name resolve to this service, which is not bound to a loopback address here. */
    @ParameterizedTest
    @CsvSource({
        "rebound.example:8000, /mcp, 403",
        "1.evil.example:8000, /mcp, 403",
        "rebound.example:8000, /tool/add, 200",
        "192.0.2.1:8000, /mcp, 200",
        "[2001:db8::1]:8000, /mcp, 200",
        "localhost:8000, /mcp, 200",
    })
    void page_ofTheHostThatItNames_isServedByAddressOnly(String host, String path, int status) throws Exception {
        SseClient.Request request = plain.raw(path).header("Host", host).header("Origin", "http://" + host);
        String body = path.equals("/mcp") ? LIST : "{\"a\":1,\"b\":2}";
        try (SseClient answer = request.post(body)) {
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void openApi_mcpEndpoint_isOmitted() throws Exception {
        assertThat(plain.get("/openapi.json").body().path("paths").has("/mcp")).isFalse();
    }
}
