package io.agencyswarm.service.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.testing.PlainWords;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No failure shows names of Java classes, libraries or exceptions to a client or a model. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class PlainErrorsTest {

    private static final String UNKNOWN_REASON = "unknown reason";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mute     | " + UNKNOWN_REASON,
                "nothing  | " + UNKNOWN_REASON,
                "cast     | " + UNKNOWN_REASON,
                "constant | " + UNKNOWN_REASON,
                "linkage  | " + UNKNOWN_REASON,
                "promise  | " + UNKNOWN_REASON,
                "wrapped  | The shelf is empty",
                "file     | stock.csv",
                "odd      | what it returned can't be written as JSON",
                "stream   | it returned a stream of any number of values"
            })
    void tool_fails_isReportedToModel(String tool, String message) throws Exception {
        assertGoesOn("call " + tool + " {} ;; text Done");
        assertThat(Model.lastOutputs())
                .allSatisfy(output -> assertThat(output).contains("An error occurred in the tool " + tool, message));
    }

    @Test
    void tool_failsRun_isReportedToClientPlainly() throws Exception {
        assertThat(assertFails("Worker", "call muteAll {} ;; text Done"))
                .isEqualTo("Agent Worker: the tool muteAll failed: " + UNKNOWN_REASON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'day':'31.12.','id':'x','time':'soon','colour':'BLUE','number':1.5}",
                "{'day':'2026-02-30','id':'x','time':'PT1S','colour':'RED','number':1}",
                "{'day':1,'id':2,'time':3,'colour':4,'number':'five'}",
                "{'day':[],'id':{},'time':null,'colour':null,'number':null}",
                "{'day':'2026-01-01','id':'x','time':'PT1S','colour':'RED','number':99999999999999999999}",
                "{'day':'2026-01-01','id':'0-0-0-0-0','time':'PT1S','colour':'RED','number':1,'shape':{'kind':'cube'}}",
                "{'day':'2026-01-01','id':'0-0-0-0-0','time':'PT1S','colour':'RED','number':1,'shape':{}}",
                "{'day':'2026-01-01','id':'0-0-0-0-0','time':'PT1S','colour':'RED','number':1,'shape':[]}",
                "{'day':'2026-01-01','id':'0-0-0-0-0','time':'PT1S','colour':'RED','number':1,'shape':"
                        + "{'kind':'circle','radius':'big'}}",
                "{}",
                "[]",
                "7",
                "{oops}",
                "{'day':'2026-01-01'}{'day':'2026-01-02'}",
                "{} {} x"
            })
    void arguments_doNotFit_areReportedToModel(String arguments) throws Exception {
        assertGoesOn("call forms " + arguments.replace('\'', '"') + " ;; text Done");
        assertThat(Model.lastOutputs()).singleElement().asString().contains("The arguments do not fit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'order':{'code':'ABC','day':'2026-01-01','colour':'RED','amounts':7}}",
                "{'order':{'code':'BAD','day':'2026-01-01','colour':'RED','amounts':[1]}}",
                "{'order':{'code':'ODD','day':'2026-01-01','colour':'RED','amounts':[1]}}",
                "{'order':{'code':'ABC','day':'soon','colour':'RED','amounts':[1,'x']}}",
                "{'order':'ABC'}"
            })
    void arguments_objectRefuses_areReportedPlainly(String arguments) throws Exception {
        assertGoesOn("call order " + arguments.replace('\'', '"') + " ;; text Done");
        assertThat(Model.lastOutputs()).singleElement().asString().contains("The arguments do not fit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Guarded", "Judged", "Untold"})
    void agent_whoseOwnCodeFails_isReportedPlainly(String agent) throws Exception {
        assertThat(assertFails(agent, "text Hi")).startsWith("Agent " + agent).contains(UNKNOWN_REASON);
    }

    @Test
    void delegate_fails_returnsErrorToModel() throws Exception {
        assertGoesOn(ServiceClient.delegate("Guarded", "text Hi") + " ;; text Done");
        assertThat(Model.lastOutputs())
                .singleElement()
                .asString()
                .contains("agent Guarded could not answer", UNKNOWN_REASON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{} {}",
                "[]",
                "{'code':'ABC','day':'soon','colour':'RED','amounts':[]}",
                "{'code':'ABC','day':'2026-01-01','colour':'BLUE','amounts':'x'}",
                "{'code':'BAD','day':'2026-01-01','colour':'RED','amounts':[]}"
            })
    void answer_thatIsNotOfItsType_isToldInPlainWords(String answer) throws Exception {
        assertThat(assertFails("Typed", "text " + answer.replace('\'', '"')))
                .startsWith("Agent Typed: its answer is not a valid ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"message\":}",
                "{\"message\":1e999999999}",
                "{\"message\":{\"a\":[]}}",
                "{\"message\":\"x\",\"chat_history\":{}}",
                "{\"message\":\"x\",\"chat_history\":[[]]}",
                "{\"message\":\"x\",\"user_context\":7,\"file_urls\":[],\"client_config\":\"x\"}",
                "{\"message\":\"x\",\"client_config\":{\"base_url\":\"nowhere\",\"default_headers\":{\"a b\":1}}}",
                "{\"message\":\"\\ud800\"}",
                "{} {}"
            })
    void body_doesNotFit_isReportedPlainly(String body) throws Exception {
        for (String path : List.of(
                "/faulty/get_response",
                "/faulty/get_response_stream",
                "/faulty/cancel_response_stream",
                "/get_logs",
                "/tool/none")) {
            ServiceAnswer refused = client.post(path, body);
            assertThat(refused.status()).as(path).isBetween(400, 499);
            PlainWords.assertPlain(refused.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o",
        "litellm/openai/gpt",
        "litellm/anthropic/claude",
        "litellm/gemini/gemini-2.5-pro",
        "litellm/ollama/llama"
    })
    void network_fails_isReportedPlainly(String model) throws Exception {
        assertThat(failure(model, "http://127.0.0.1:" + freePort()))
                .contains("it refuses connections", "client_config.base_url");
        assertThat(failure(model, "https://127.0.0.1:" + freePort())).contains("it refuses connections");
        for (String answer : List.of(
                "",
                "SSH-2.0-OpenSSH_9.9\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000),
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: {\"choices\":7}\n\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: no json\n\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":[1,{\"b\":7}]}",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[7,\"x\",null]")) {
            try (ServerSocket server = answering(answer)) {
                String port = "127.0.0.1:" + server.getLocalPort();
                assertThat(failure(model, "http://" + port)).contains("the model");
                assertThat(failure(model, "https://" + port)).contains("could not be reached (");
            }
        }
    }

    private String failure(String model, String url) throws Exception {
        ObjectNode body = ServiceClient.says("text Hi");
        ObjectNode config = body.putObject("client_config")
                .put("base_url", url + "/v1")
                .put("model", model)
                .put("api_key", "sk-own");
        config.putObject("litellm_keys").put("anthropic", "key-own-1").put("gemini", "key-own-2");
        ServiceAnswer failed = client.ask("faulty", body);

        assertThat(failed.status()).as(failed.text()).isEqualTo(500);
        PlainWords.assertPlain(failed.text());
        return failed.body().path("error").asText();
    }

    /** Checks that both endpoints fail with the same text. */
    private String assertFails(String agent, String message) throws Exception {
        ObjectNode body = ServiceClient.says(message).put("recipient_agent", agent);
        ServiceAnswer plain = client.ask("faulty", body);
        assertThat(plain.status()).as(plain.text()).isEqualTo(500);
        StreamedAnswer streamed = client.stream("faulty", body);
        String answer = plain.body().path("error").asText();
        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path("error").asText()).isEqualTo(answer));
        assertAllPlain(plain.text() + streamed.frames());
        return answer;
    }

    private void assertGoesOn(String script) throws Exception {
        ServiceAnswer plain = client.ask("faulty", script);
        assertThat(plain.response()).as(plain.text()).isEqualTo("Done");
        StreamedAnswer streamed = client.stream("faulty", script);
        assertThat(streamed.errors()).isEmpty();
        assertAllPlain(plain.text() + streamed.frames());
    }

    private static void assertAllPlain(String answers) {
        PlainWords.assertPlain(answers);
        PlainWords.assertPlain(Model.requests().toString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** Starts a server that answers every request with these bytes and closes the connection. */
    private static ServerSocket answering(String answer) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[65_536]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (Exception _) {
                    // The client has disconnected, or the test has ended.
                }
            }
        });
        return server;
    }
}
