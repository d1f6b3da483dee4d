package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.testing.SseClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** Plays a case against the application, and compares its answers. */
final class QuirkPlayer {

    private final URI base;
    private final ScriptedProvider provider;
    private final QuirkCase quirk;
    private final QuirkScript script;
    private List<JsonNode> newMessages = List.of();

    /** A complete stream, and the answer to its cancel. */
    private record Streamed(int status, String raw, Optional<Integer> cancelled) {}

    private QuirkPlayer(URI base, ScriptedProvider provider, QuirkCase quirk) {
        this.base = base;
        this.provider = provider;
        this.quirk = quirk;
        this.script = provider.play(quirk.name(), QuirkScript.of(quirk));
    }

    /** Returns a test for each case, named by its folder. */
    static Stream<DynamicTest> tests(URI base, ScriptedProvider provider, Predicate<QuirkCase> played) {
        return QuirkCase.all().stream()
                .filter(played)
                .map(quirk -> dynamicTest(
                        quirk.name(),
                        () -> assertThat(faults(base, provider, quirk))
                                .as(
                                        "%s: %s",
                                        quirk.name(), quirk.json().path("about").asText())
                                .isEmpty()));
    }

    /** Returns the differences; empty if there are none. */
    static List<QuirkFault> faults(URI base, ScriptedProvider provider, QuirkCase quirk)
            throws IOException, InterruptedException {
        return new QuirkPlayer(base, provider, quirk).play();
    }

    private List<QuirkFault> play() throws IOException, InterruptedException {
        List<JsonNode> steps = new ArrayList<>(List.of(quirk.json()));
        quirk.json().path("then").forEach(steps::add);
        List<QuirkFault> faults = new ArrayList<>();
        for (JsonNode step : steps) {
            String at = steps.size() > 1 ? "request " + (steps.indexOf(step) + 1) + ": " : "";
            step(step).forEach(fault -> faults.add(fault.at(at)));
        }
        return faults;
    }

    private List<QuirkFault> step(JsonNode step) throws IOException, InterruptedException {
        String endpoint = step.path("endpoint").asText(quirk.endpoint());
        String agency =
                "/" + step.path("agency").asText(quirk.json().path("agency").asText());
        String body = filled(step.required("request")).toString();
        int before = script.received().size();
        List<QuirkFault> faults = new ArrayList<>();
        QuirkAnswer answer;
        if (endpoint.equals("get_response")) {
            try (SseClient client = post(agency + "/get_response", body)) {
                answer = QuirkAnswer.of(endpoint, client.status(), client.readAll(), since(before));
            }
        } else {
            Streamed streamed = stream(agency, body, step.path("cancel"));
            answer = QuirkAnswer.of(endpoint, streamed.status, streamed.raw, since(before));
            if (step.has("cancel") && streamed.cancelled.orElse(0) != 200) {
                faults.add(QuirkFault.of("cancel", 200, streamed.cancelled));
            }
        }
        newMessages =
                answer.outcome().items() == null ? List.of() : answer.outcome().items();
        faults.addAll(0, Comparer.faults(step.required("expect"), answer));
        faults.addAll(answer.outcome().faults());
        faults.addAll(Invariants.faults(answer, quirk.strict()));
        return faults;
    }

    private Streamed stream(String agency, String body, JsonNode wish) throws IOException, InterruptedException {
        try (SseClient client = post(agency + "/get_response_stream", body)) {
            if (client.status() != 200) {
                return new Streamed(client.status(), client.readAll(), Optional.empty());
            }
            StringBuilder raw = new StringBuilder();
            String run = "";
            FutureTask<Integer> cancel = null;
            for (Optional<String> next = client.readFrame(); next.isPresent(); next = client.readFrame()) {
                raw.append(next.get());
                JsonNode data = data(next.get());
                run = run.isEmpty() ? data.path("run_id").asText("") : run;
                if (cancel == null && wish.has("at") && data.at("/data/name").equals(wish.get("at"))) {
                    cancel = cancel(agency, run, wish.path("mode").asText());
                }
            }
            return new Streamed(client.status(), raw.toString(), result(cancel));
        }
    }

    private FutureTask<Integer> cancel(String agency, String run, String mode) {
        String body =
                JsonText.object().put("run_id", run).put("cancel_mode", mode).toString();
        FutureTask<Integer> cancel = new FutureTask<>(() -> {
            try (SseClient client = post(agency + "/cancel_response_stream", body)) {
                client.readAll();
                return client.status();
            }
        });
        Thread.ofVirtual().start(cancel);
        return cancel;
    }

    private static Optional<Integer> result(@Nullable FutureTask<Integer> cancel)
            throws IOException, InterruptedException {
        try {
            return cancel == null ? Optional.empty() : Optional.of(cancel.get());
        } catch (ExecutionException e) {
            throw new IOException("the cancel was not answered", e);
        }
    }

    private static JsonNode data(String frame) {
        List<QuirkFrame> frames = QuirkFrame.all(frame);
        return frames.isEmpty() ? JsonText.none() : frames.getFirst().data();
    }

    private SseClient post(String path, String body) throws IOException {
        return SseClient.to(base.resolve(path)).header("Accept", "*/*").post(body);
    }

    private List<QuirkScript.Received> since(int before) {
        List<QuirkScript.Received> all = script.received();
        return all.subList(before, all.size()).stream()
                .map(request -> new QuirkScript.Received(
                        request.number() - before, request.path(), request.body(), request.refused()))
                .toList();
    }

    private JsonNode filled(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode filled = JsonText.object();
            object.properties().forEach(field -> filled.set(field.getKey(), filled(field.getValue())));
            return filled;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode filled = JsonText.MAPPER.createArrayNode();
            list.forEach(element -> filled.add(filled(element)));
            return filled;
        }
        if (value.isTextual() && value.textValue().equals("{NEW_MESSAGES}")) {
            return JsonText.MAPPER.createArrayNode().addAll(newMessages);
        }
        return value.isTextual()
                ? TextNode.valueOf(value.textValue().replace("{PROVIDER}", provider.address(quirk.name())))
                : value;
    }
}
