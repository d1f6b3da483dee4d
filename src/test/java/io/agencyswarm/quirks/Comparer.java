package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares an answer with the expectation of a case. Keys that the expectation does not have are ignored. */
final class Comparer {

    private static final Set<String> ENDS = Set.of("response.completed", "response.incomplete", "response.failed");

    private final JsonNode expected;
    private final QuirkAnswer answer;
    private final QuirkOutcome outcome;
    private final List<QuirkFault> faults = new ArrayList<>();

    private Comparer(JsonNode expected, QuirkAnswer answer) {
        this.expected = expected;
        this.answer = answer;
        this.outcome = answer.outcome();
    }

    /** Returns the differences; if several results are valid, those from the closest one. */
    static List<QuirkFault> faults(JsonNode expected, QuirkAnswer answer) {
        List<QuirkFault> nearest = null;
        for (JsonNode way : ways(expected)) {
            Comparer comparer = new Comparer(way, answer);
            comparer.compare();
            if (nearest == null || comparer.faults.size() < nearest.size()) {
                nearest = comparer.faults;
            }
        }
        return nearest == null ? List.of() : nearest;
    }

    private static List<JsonNode> ways(JsonNode expected) {
        if (!expected.has("any_of")) {
            return List.of(expected);
        }
        return expected.get("any_of")
                .valueStream()
                .<JsonNode>map(way -> {
                    ObjectNode laid = expected.deepCopy();
                    laid.remove("any_of");
                    return laid.setAll((ObjectNode) way);
                })
                .toList();
    }

    private void compare() {
        if (expected.has("status")) {
            check(
                    "status",
                    expected.get("status"),
                    answer.status(),
                    expected.get("status").asInt() == answer.status());
        }
        error(expected.path("error"));
        if (expected.has("response")) {
            response(expected.get("response"));
        }
        if (expected.has("text")) {
            text(expected.get("text").asText());
        }
        if (expected.has("model_requests")) {
            requests(expected.get("model_requests"));
        }
        if (expected.has("ran")) {
            ran(expected.get("ran"));
        }
        expected.path("never_told").forEach(this::neverTold);
        if (expected.has("items")) {
            pattern("items", expected.get("items").asText(), outcome.entries());
        }
        if (expected.has("reasoning")) {
            same(
                    "reasoning",
                    expected.get("reasoning").asText(),
                    texts(outcome.entries(), "reasoning").stream().collect(Collectors.joining()));
        }
        expected.path("sent").properties().forEach(sent -> sent(Integer.parseInt(sent.getKey()), sent.getValue()));
        stream();
    }

    private void error(JsonNode expected) {
        String error = outcome.error();
        if (expected.isMissingNode()) {
            check("error", "none", error, error == null);
        } else if (error == null) {
            add("error", expected, "none; response " + outcome.response());
        } else {
            check("error", expected, error, strings(expected.path("contains")).allMatch(error::contains));
            check("error", expected, error, !expected.has("names") || names(expected.get("names"), error));
            check("error", expected, error, strings(expected.path("lacks")).noneMatch(error::contains));
        }
    }

    private void response(JsonNode expected) {
        JsonNode response = outcome.response();
        boolean right = expected.has("one_of")
                ? expected.get("one_of").valueStream().anyMatch(value -> JsonText.same(value, response))
                : JsonText.same(expected, response);
        check("response", expected, response, right);
    }

    private void text(String expected) {
        QuirkOutcome.Shown shown = outcome.shown();
        same("text of the snapshot", expected, shown == null ? null : shown.text());
        same("text as streamed", expected, shown == null ? null : shown.streamed());
    }

    private void requests(JsonNode expected) {
        int made = answer.requests().size();
        int min = expected.isArray() ? expected.get(0).asInt() : expected.asInt();
        int max = expected.isArray() ? expected.get(1).asInt() : expected.asInt();
        check("model_requests", expected, made, min <= made && made <= max);
    }

    private void ran(JsonNode expected) {
        QuirkOutcome.Shown shown = outcome.shown();
        CallMatcher.compare("ran", expected, shown == null ? RanCall.pairs(outcome.entries()) : shown.calls(), faults);
        if (answer.endpoint().equals("get_response_stream") && !expected.isEmpty()) {
            for (String name : List.of("tool_called", "tool_output")) {
                long count = outcome.runItems().stream().filter(name::equals).count();
                check(name, expected.size(), count, count == expected.size());
            }
        }
    }

    private void neverTold(JsonNode output) {
        String text = output.asText();
        neverTold("new_messages", text, outcome.entries());
        answer.requests().forEach(request -> neverTold(QuirkAnswer.where(request), text, QuirkAnswer.entries(request)));
    }

    private void neverTold(String where, String output, List<QuirkEntry> entries) {
        check(where, "no output " + output, output, !texts(entries, "output").contains(output));
    }

    private void sent(int number, JsonNode expected) {
        QuirkScript.Received request = answer.requests().stream()
                .filter(made -> made.number() == number)
                .findFirst()
                .orElse(null);
        String where = "model request " + number;
        if (request == null) {
            add(where, expected, "only " + answer.requests().size() + " were made");
            return;
        }
        List<QuirkEntry> entries = QuirkAnswer.entries(request);
        String raw = JsonText.write(request.body());
        if (expected.has("calls")) {
            CallMatcher.compare(where, expected.get("calls"), RanCall.pairs(entries), faults);
        }
        if (expected.has("kinds")) {
            pattern(where, expected.get("kinds").asText(), entries);
        }
        strings(expected.path("holds")).forEach(text -> check(where, "holds " + text, raw, raw.contains(text)));
        strings(expected.path("lacks")).forEach(text -> check(where, "lacks " + text, raw, !raw.contains(text)));
        for (String kind : List.of("reasoning", "user", "output", "assistant")) {
            if (expected.has(kind)) {
                List<String> texts = texts(entries, kind);
                JsonNode any = expected.get(kind);
                check(where + ", " + kind, any, texts, texts.stream().anyMatch(text -> names(any, text)));
            }
        }
    }

    private void stream() {
        if (expected.has("ends")) {
            ends(expected.get("ends"));
        }
        if (expected.has("deltas")) {
            String deltas = outcome.raws().stream()
                    .filter(raw -> raw.path("type").asText("").equals("response.output_text.delta"))
                    .map(raw -> raw.path("delta").asText(""))
                    .collect(Collectors.joining());
            same("deltas", expected.get("deltas").asText(), deltas);
        }
        if (expected.has("run_items")) {
            List<String> condition = strings(expected.get("run_items")).toList();
            check("run_items", condition, outcome.runItems(), condition.equals(outcome.runItems()));
        }
    }

    private void ends(JsonNode expected) {
        List<JsonNode> ends = outcome.raws().stream()
                .filter(raw -> ENDS.contains(raw.path("type").asText("")))
                .toList();
        if (ends.isEmpty()) {
            add("ends", expected, "none of " + outcome.raws().size() + " events");
            return;
        }
        JsonNode last = ends.getLast();
        check(
                "ends",
                expected,
                last,
                strings(expected.path("type"))
                        .toList()
                        .contains(last.path("type").asText()));
        check("ends", expected, last, !expected.has("names") || names(expected.get("names"), JsonText.write(last)));
    }

    private void pattern(String where, String expected, List<QuirkEntry> entries) {
        String kinds = entries.stream().map(entry -> entry.kind() + " ").collect(Collectors.joining());
        check(where, expected, kinds, kinds.matches(expected));
    }

    private void same(String where, String expected, @Nullable String got) {
        check(where, expected, got, expected.equals(got));
    }

    private void check(String where, Object expected, @Nullable Object got, boolean right) {
        if (!right) {
            add(where, expected, got);
        }
    }

    private void add(String where, Object expected, @Nullable Object got) {
        faults.add(QuirkFault.of(where, expected, got));
    }

    private static List<String> texts(List<QuirkEntry> entries, String kind) {
        return entries.stream()
                .filter(entry -> entry.is(kind))
                .map(QuirkEntry::text)
                .toList();
    }

    /** Returns whether a text contains one of the names, in any case. */
    static boolean names(JsonNode expected, String text) {
        JsonNode names = expected.isArray()
                ? expected
                : JsonText.MAPPER.createArrayNode().add(expected);
        return strings(names).anyMatch(name -> text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)));
    }

    static Stream<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }
}
