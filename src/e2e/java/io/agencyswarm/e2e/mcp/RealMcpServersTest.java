package io.agencyswarm.e2e.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Independent MCP servers: the protocol's Python library in both of its generations. */
@QuarkusTest
@TestProfile(RealMcpProfile.class)
@Tag("e2e")
@Timeout(120)
class RealMcpServersTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @ValueSource(strings = {"first-stdio", "first-http", "first-sse", "second-stdio", "second-http", "second-sse"})
    void server_ofEachKind_doesWhatItsToolsDo(String server) throws Exception {
        String prefix = server.replace('-', '_') + "_";

        JsonNode messages = ask(
                "call " + prefix + "lookup {\"q\":\"oslo\"} & call " + prefix + "rows {} & call " + prefix
                        + "obj {\"n\":2} ;; text Done.",
                Json.array());

        assertThat(messages.toString()).contains("found oslo", "twice", "Done.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-http", "second-http", "first-sse", "second-sse"})
    void server_restartedInMidConversation_continues(String server) throws Exception {
        String lookup = "call " + server.replace('-', '_') + "_lookup ";
        JsonNode before = ask(lookup + "{\"q\":\"one\"} ;; text Done.", Json.array());

        RealMcpServers.restart(server);

        assertThat(ask(lookup + "{\"q\":\"two\"} ;; text Done.", before).toString())
                .contains("found two");
    }

    @Test
    void process_killedInMidConversation_isStartedAgain() throws Exception {
        JsonNode before = ask("call first_stdio_lookup {\"q\":\"one\"} ;; text Done.", Json.array());

        RealMcpServers.killProcesses();

        assertThat(ask("call first_stdio_lookup {\"q\":\"two\"} ;; text Done.", before)
                        .toString())
                .contains("found two");
    }

    @Test
    void failure_ofTool_isReportedInServersWords() throws Exception {
        assertThat(ask("call first_http_broken {\"q\":\"x\"} ;; text Done.", Json.array())
                        .toString())
                .contains("Error executing tool broken: no such thing");
    }

    private JsonNode ask(String message, JsonNode history) throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("message", message);
        body.set("chat_history", history);
        HttpResponse<byte[]> answer = HTTP.send(
                HttpRequest.newBuilder(base.resolve("/lab/get_response"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.read(answer.body()).path("new_messages");
    }
}
