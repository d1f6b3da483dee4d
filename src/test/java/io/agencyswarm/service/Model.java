package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.ModelExchange;
import io.agencyswarm.testing.ReceivedRequest;
import io.agencyswarm.testing.ScriptedModelServer;
import io.agencyswarm.testing.UploadedFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** The requests that the scripted model server received. */
public final class Model {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Model() {}

    public static void forget() {
        ScriptedModelServer.current().reset();
    }

    public static List<ModelExchange> exchanges() {
        return ScriptedModelServer.current().exchanges();
    }

    /** Returns the bodies of all requests since the last {@link #forget()} except uploads, oldest first. */
    public static List<ObjectNode> requests() {
        return ScriptedModelServer.current().requests().stream()
                .filter(request -> request.file() == null)
                .map(ReceivedRequest::body)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Returns all files that were uploaded since the last {@link #forget()}, oldest first. */
    public static List<UploadedFile> uploads() {
        return ScriptedModelServer.current().requests().stream()
                .map(ReceivedRequest::file)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the input items of the last request. */
    public static List<JsonNode> lastInput() {
        List<JsonNode> items = new ArrayList<>();
        requests().getLast().required("input").forEach(items::add);
        return items;
    }

    /** Returns the outputs of calls in the last request, in order. */
    public static List<String> lastOutputs() {
        return lastInput().stream()
                .filter(item -> item.path("type").asText().equals("function_call_output"))
                .map(item -> item.path("output").asText())
                .toList();
    }

    /** Waits until this number of requests has arrived. */
    public static void awaitRequests(int count) throws InterruptedException {
        until(count + " requests have come to the model", () -> exchanges().size() >= count);
    }

    /** Waits until no stream is open. */
    public static void awaitClosed() throws InterruptedException {
        until(
                "the model's streams are closed",
                () -> ScriptedModelServer.current().stats().open() == 0);
    }

    /** Waits for an expected condition. */
    public static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain until " + what).isLessThan(deadline);
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Sends a history back, and checks that the model server would accept the resulting request. */
    public static void assertGoesOn(ServiceClient client, String agency, JsonNode newMessages) throws Exception {
        ObjectNode request = ServiceClient.says("text Going on");
        request.set("chat_history", newMessages);
        ServiceAnswer answer = client.ask(agency, request);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.response()).isEqualTo("Going on");
        List<String> open = new ArrayList<>();
        for (JsonNode item : lastInput()) {
            String callId = item.path("call_id").asText();
            switch (item.path("type").asText()) {
                case "function_call" -> open.add(callId);
                case "function_call_output" ->
                    assertThat(open.remove(callId))
                            .as("output without its call: " + item)
                            .isTrue();
                default -> {}
            }
        }
        assertThat(open).as("calls without their outputs").isEmpty();
    }

    /** An item of a history in the format of clients. */
    public static ObjectNode item(String json, String agent, String caller) {
        ObjectNode item = (ObjectNode) Json.readOwn(json.getBytes(StandardCharsets.UTF_8));
        item.put("agent", agent).put("callerAgent", caller.isEmpty() ? null : caller);
        item.put("timestamp", 1_760_000_000_000L)
                .put("agent_run_id", "agent_run_1")
                .put("run_trace_id", "trace_1");
        return item.put("history_protocol", "responses");
    }
}
