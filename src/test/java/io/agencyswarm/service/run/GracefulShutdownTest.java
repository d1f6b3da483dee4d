package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.service.mcp.McpCaller;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A shutdown as seen from inside the process; the end-to-end tests cover Quarkus's part. One test, because a shutdown
 * can't be undone.
 */
@QuarkusTest
@TestProfile(GracefulShutdownProfile.class)
@Timeout(60)
class GracefulShutdownTest {

    @TestHTTPResource
    URI base;

    @Inject
    Event<ShutdownDelayInitiatedEvent> signal;

    @Inject
    Gates gates;

    @Test
    void process_thatIsToEnd_letsRunsEndAndEndsTheRest() throws Exception {
        ServiceClient client = ServiceClient.at(base);
        McpCaller mcp = McpCaller.of(client, McpCaller.STATELESS);
        Model.forget();
        try (LiveStream ending = client.open("workshop", "call hold {\"gate\":\"drain\"} ;; text Whole");
                LiveStream cancelled = client.open("basic", "hang");
                McpCaller.Call request = mcp.open(McpCaller.call("ask_basic", "{\"message\":\"hang\"}"));
                LiveStream late = client.open("basic", "call add {\"a\":1,\"b\":2} ;; hang")) {
            CompletableFuture<ServiceAnswer> plain = client.askLater("basic", ServiceClient.says("hang"));
            CompletableFuture<JsonNode> called = mcp.callLater(McpCaller.call("linger", "{\"gate\":\"never\"}"));
            CompletableFuture<ServiceAnswer> direct = client.postLater("/tool/linger", "{\"gate\":\"never, too\"}");
            gates.awaitEntered("never");
            gates.awaitEntered("never, too");
            late.await("tool_output");
            cancelled.runId();
            gates.awaitEntered("drain");
            Model.awaitRequests(6);

            signal.fire(new ShutdownDelayInitiatedEvent());

            assertRefused(client.ask("basic", "text Hi"));
            assertThat(overHttp2("/basic/get_response").statusCode()).isEqualTo(503);
            assertRefused(client.post("/basic/get_response_stream", "{\"message\":\"text Hi\"}"));
            assertRefused(mcp);
            gates.open("drain");
            StreamedAnswer whole = ending.rest();
            assertThat(whole.errors()).isEmpty();
            assertThat(whole.newMessages().toString()).contains("Whole");
            Cancels.assertEndsCancelled(cancelled, Cancels.cancel(client, "basic", cancelled));
            assertEndedByTheService(late.rest());
            assertThat(request.rest().getLast().path("result").toString()).contains("isError", "shutting down");
            JsonNode failed = called.get(20, TimeUnit.SECONDS).path("result");
            assertThat(failed.path("isError").asBoolean()).isTrue();
            assertThat(failed.toString()).contains("shutting down", "quarkus.shutdown.timeout");
            ServiceAnswer unanswered = direct.get(20, TimeUnit.SECONDS);
            assertThat(unanswered.status()).isEqualTo(503);
            assertThat(unanswered.text()).contains("shutting down", "quarkus.shutdown.timeout");
            ServiceAnswer answer = plain.get(20, TimeUnit.SECONDS);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().path("error").asText()).contains("shutting down", "quarkus.shutdown.timeout");
            assertThat(answer.header("Retry-After")).contains("1");
        }
        Model.awaitClosed();
        assertThat(Model.requests()).as("what was refused came to no model").hasSize(7);
    }

    /** HTTP/2 clients reject a response with a header of HTTP/1. */
    private HttpResponse<String> overHttp2(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .version(HttpClient.Version.HTTP_2)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"text Hi\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            return answer;
        }
    }

    private static void assertRefused(ServiceAnswer refused) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(refused.header("Connection")).contains("close");
        assertThat(refused.body().path("detail").asText()).contains("shutting down");
    }

    private static void assertRefused(McpCaller mcp) throws Exception {
        for (String tool : List.of("add", "ask_basic")) {
            JsonNode error =
                    mcp.send("tools/call", McpCaller.call(tool, "{}")).body().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(503);
            assertThat(error.path("message").asText()).contains("shutting down");
        }
        assertThat(mcp.result("tools/list", Json.object()).path("tools")).isNotEmpty();
    }

    private static void assertEndedByTheService(StreamedAnswer streamed) {
        assertThat(streamed.errors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.path("error").asText()).contains("shutting down", "quarkus.shutdown.timeout"));
        assertThat(streamed.messages().path("cancelled").asBoolean()).isFalse();
        assertThat(Cancels.kinds(streamed.newMessages()))
                .as("what was whole")
                .containsExactly("user", "function_call", "function_call_output");
        assertThat(streamed.happenings().getLast()).isEqualTo("end");
    }
}
