package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.ServiceProfile;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Agents of different providers in one run. Each provider rejects what the real one rejects. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
class ProvidersTogetherTest {

    private static final List<String> KEYS =
            List.of("openai", "deepseek", "mistral", "anthropic", "gemini", "ollama_chat", "bedrock");

    @TestHTTPResource
    URI base;

    private ScriptedProvider provider;

    /** The next answer of an agent's model. */
    private record Step(Speaker speaker, SpokenAnswer answer) {}

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedProvider.start();
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    @TestFactory
    Stream<DynamicTest> handoff_thereAndBack_isUnderstoodByBoth() {
        return pairs((one, other) -> {
            List<Step> steps = List.of(
                    calls(one, 1, "Let me see.", add(one, 1, 2), add(one, 2, 3)),
                    calls(one, 2, "", transfer(one, 3, other)),
                    calls(other, 3, "", add(other, 1, 5)),
                    calls(other, 4, "Back to you.", transfer(other, 2, one)),
                    says(one, 5, "It is done."));
            QuirkAnswer run = ask(one, "Work it out.", List.of(), steps);

            assertThat(outputs(run.requests().getLast()))
                    .containsExactly("3", "4", assistant(other), "6", assistant(one));
            assertReasoning(run, steps);

            QuirkAnswer next = ask(
                    other,
                    "And you?",
                    items(run),
                    List.of(calls(other, 6, "", add(other, 1, 7)), says(other, 7, "It is done.")));
            assertThat(outputs(next.requests().getLast()))
                    .containsExactly("3", "4", assistant(other), "6", assistant(one), "8");
        });
    }

    @TestFactory
    Stream<DynamicTest> delegation_twice_isUnderstoodByBoth() {
        return pairs((one, other) -> {
            List<Step> steps = List.of(
                    calls(one, 1, "", add(one, 1, 2), send(one, 2, other)),
                    calls(other, 2, "One moment.", add(other, 1, 5)),
                    says(other, 3, "Six it is."),
                    says(one, 4, "It is done."));
            QuirkAnswer run = ask(one, "Work it out.", List.of(), steps);

            assertThat(outputs(run.requests().getLast())).containsExactly("3", "Six it is.");
            assertReasoning(run, steps);

            QuirkAnswer next = ask(
                    one,
                    "Ask once more.",
                    items(run),
                    List.of(
                            calls(one, 5, "", send(one, 1, other)),
                            calls(other, 6, "", add(other, 1, 7)),
                            says(other, 7, "Eight it is."),
                            says(one, 8, "It is done.")));
            assertThat(outputs(next.requests().get(2))).containsExactly("6", "8");
            assertThat(outputs(next.requests().getLast())).containsExactly("3", "Six it is.", "Eight it is.");
        });
    }

    @Test
    void handoff_throughAllFormats_keepsTheWholeConversation() throws IOException {
        List<Speaker> all = List.of(Speaker.values());
        List<Step> steps = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Speaker next = all.get((i + 1) % all.size());
            steps.add(calls(all.get(i), steps.size(), "Hm.", add(all.get(i), 1, i), add(all.get(i), 2, 10 * i)));
            steps.add(calls(all.get(i), steps.size(), "", transfer(all.get(i), 3, next)));
            outputs.addAll(List.of(String.valueOf(i + 1), String.valueOf(10 * i + 1), assistant(next)));
        }
        steps.add(says(all.getFirst(), steps.size(), "It is done."));

        QuirkAnswer run = ask(all.getFirst(), "Work it out.", List.of(), steps);
        assertThat(outputs(run.requests().getLast())).isEqualTo(outputs);

        for (Speaker speaker : all) {
            QuirkAnswer later = ask(speaker, "And now?", items(run), List.of(says(speaker, 99, "It is done.")));
            assertThat(outputs(later.requests().getLast())).as(speaker.name()).isEqualTo(outputs);
            assertThat(later.requests().getLast().body().toString())
                    .as("what each was told when it took over")
                    .contains(all.stream()
                            .map(each -> "Transfer completed. You are " + each + ". Please continue the task.")
                            .toList());
        }
    }

    /** Checks that a run succeeds, and that the provider of each agent accepts its requests. */
    private QuirkAnswer ask(Speaker recipient, String message, List<JsonNode> history, List<Step> steps)
            throws IOException {
        QuirkScript script = provider.play(
                "c",
                new QuirkScript(
                        true,
                        steps.stream()
                                .map(step -> step.speaker.turn(step.answer))
                                .toList()));
        ObjectNode body = JsonText.object().put("message", message).put("recipient_agent", recipient.name());
        body.putArray("chat_history").addAll(history);
        ObjectNode config = body.putObject("client_config").put("base_url", provider.address("c") + "/v1");
        config.put("api_key", "sk-caller");
        ObjectNode keys = config.putObject("litellm_keys");
        KEYS.forEach(key -> keys.put(key, "key-caller"));
        URI address = base.resolve("/" + ProviderAgencies.NAME + "/get_response");
        try (SseClient client = SseClient.to(address).post(body.toString())) {
            QuirkAnswer answer = QuirkAnswer.of("get_response", client.status(), client.readAll(), script.received());
            assertThat(answer.outcome().error()).isNull();
            assertThat(Invariants.faults(answer, true)).isEmpty();
            assertThat(answer.outcome().response().asText()).isEqualTo("It is done.");
            assertThat(answer.requests())
                    .extracting(request -> WireFormat.of(request.path()))
                    .isEqualTo(steps.stream().map(step -> step.speaker.format()).toList());
            return answer;
        }
    }

    /** During a turn, a model gets its own reasoning back if it requires it, and no model gets another one's. */
    private static void assertReasoning(QuirkAnswer run, List<Step> steps) {
        String second = JsonText.write(run.requests()
                .get(steps.get(1).speaker == steps.get(0).speaker ? 1 : 3)
                .body());
        Step first = steps.getFirst();
        if (first.speaker.wantsReasoning()) {
            assertThat(second)
                    .containsAnyOf(first.answer.reasoning(), first.answer.signature())
                    .contains(first.speaker == Speaker.DEEPSEEK ? first.answer.reasoning() : first.answer.signature());
        }
        for (int i = 0; i < steps.size(); i++) {
            String body = JsonText.write(run.requests().get(i).body());
            for (Step step : steps) {
                if (step.speaker != steps.get(i).speaker) {
                    assertThat(body).doesNotContain(step.answer.reasoning());
                }
            }
        }
    }

    private static Stream<DynamicTest> pairs(PairTest test) {
        return Stream.of(Speaker.values())
                .flatMap(one -> Stream.of(Speaker.values())
                        .filter(other -> other != one)
                        .map(other -> dynamicTest(one + " and " + other, () -> test.run(one, other))));
    }

    /** A test of two speakers. */
    private interface PairTest {
        void run(Speaker one, Speaker other) throws IOException;
    }

    private static Step calls(Speaker speaker, int number, String text, SpokenAnswer.Call... calls) {
        return new Step(speaker, speaker.calls(number, text, calls));
    }

    private static Step says(Speaker speaker, int number, String text) {
        return new Step(speaker, speaker.says(number, text));
    }

    private static SpokenAnswer.Call add(Speaker speaker, int number, int more) {
        return speaker.call(number, "add", "{'a': 1, 'b': " + more + "}");
    }

    private static SpokenAnswer.Call transfer(Speaker speaker, int number, Speaker to) {
        return speaker.call(number, "transfer_to_" + to, "{}");
    }

    private static SpokenAnswer.Call send(Speaker speaker, int number, Speaker to) {
        return speaker.call(
                number,
                "send_message",
                "{'recipient_agent': '" + to + "', 'message': 'Add.', 'additional_instructions': ''}");
    }

    private static String assistant(Speaker speaker) {
        return "{\"assistant\": \"" + speaker + "\"}";
    }

    private static List<JsonNode> items(QuirkAnswer answer) {
        return List.copyOf(answer.outcome().items());
    }

    /** Returns the outputs that a model got, without blanks in JSON. */
    private static List<String> outputs(QuirkScript.Received request) {
        return RanCall.pairs(QuirkAnswer.entries(request)).stream()
                .map(call -> String.valueOf(call.output()).replace("\":\"", "\": \""))
                .toList();
    }
}
