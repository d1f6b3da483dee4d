package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The invariants of every answer. */
final class Invariants {

    private static final List<String> BOOKKEEPING = List.of("agent", "timestamp", "agent_run_id", "run_trace_id");

    /** Implementation terms, which no client or model should see. */
    private static final Pattern INNER = Pattern.compile(
            "\\b(?:java|javax|jakarta|com|org|io|dev|sun|jdk)\\.(?:[a-z_0-9]+\\.)*[a-z_0-9]*(?:\\$?[A-Z]\\w*)"
                    + "|\\b[A-Z]\\w*Exception\\b|\\bNullPointer|Cannot invoke \"|because the return value of"
                    + "|\\b(?:java\\.(?:lang|util|io|net)|com\\.fasterxml|dev\\.langchain4j"
                    + "|io\\.(?:quarkus|vertx|netty|smallrye))\\b"
                    + "|(?i:\\blangchain4j\\b|\\bjackson\\b|\\bvert\\.x\\b|\\bnetty\\b)"
                    + "|\\bJsonNode\\b|\\[Source: |StreamReadFeature|reference chain|\\bbound as\\b|START_OBJECT"
                    + "|START_ARRAY|VALUE_STRING|END_OBJECT|\\bmap to due to end-of-input");

    private static final Pattern KEYS = Pattern.compile("sk-caller|key-caller|sk-test");
    private static final List<String> JOINS = List.of("", " ", "\n", "\n\n");
    private static final int CONTEXT = 60;

    private final QuirkAnswer answer;
    private final List<QuirkFault> faults = new ArrayList<>();

    private Invariants(QuirkAnswer answer) {
        this.answer = answer;
    }

    /**
     * Returns the violations.
     *
     * @param strict whether the provider rejects what real ones reject
     */
    static List<QuirkFault> faults(QuirkAnswer answer, boolean strict) {
        Invariants invariants = new Invariants(answer);
        invariants.items();
        invariants.response();
        for (QuirkScript.Received request : answer.requests()) {
            RanCall.pairs(QuirkAnswer.entries(request), QuirkAnswer.where(request), invariants.faults);
            if (strict && request.refused() != null) {
                invariants.add(QuirkAnswer.where(request), "one that the provider takes", request.refused());
            }
        }
        invariants.words();
        return invariants.faults;
    }

    private void items() {
        List<JsonNode> items = answer.outcome().items();
        if (items == null) {
            return;
        }
        long last = 0;
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            String where = "new_messages[" + i + "].";
            for (String key : BOOKKEEPING) {
                if (item.path(key).asText("").isEmpty()
                        || item.path(key).asText().equals("0")) {
                    add(where + key, "there", item.path(key));
                }
            }
            JsonNode timestamp = item.path("timestamp");
            if (timestamp.isIntegralNumber() && timestamp.longValue() <= last) {
                add(where + "timestamp", "more than " + last, timestamp);
            }
            last = timestamp.asLong(last);
            if (item.path("type").asText("").equals("function_call")
                    && !item.path("arguments").isTextual()) {
                add(where + "arguments", "text", item.path("arguments"));
            }
        }
        Map<String, List<QuirkEntry>> runs = new LinkedHashMap<>();
        for (QuirkEntry entry : ItemReader.entries(items)) {
            runs.computeIfAbsent(entry.item().path("parent_run_id").asText(""), _ -> new ArrayList<>())
                    .add(entry);
        }
        runs.values().forEach(run -> RanCall.pairs(run, "new_messages", faults));
    }

    /** The response is the complete text of the last turn. */
    private void response() {
        QuirkOutcome outcome = answer.outcome();
        if (outcome.items() == null
                || answer.status() != 200
                || !answer.endpoint().equals("get_response")
                || !outcome.response().isTextual()) {
            return;
        }
        List<String> json = outcome.lastTurn();
        String response = outcome.response().textValue();
        if (!json.isEmpty()
                && JOINS.stream().noneMatch(join -> String.join(join, json).equals(response))) {
            add("response", "the whole text of the last turn, " + json, response);
        }
    }

    private void words() {
        QuirkOutcome outcome = answer.outcome();
        inner("text for the client", outcome.error() == null ? "" : outcome.error());
        outcome.entries().stream()
                .filter(entry -> entry.is("output"))
                .forEach(entry -> inner("text for the client", entry.text()));
        answer.requests().forEach(request -> inner(QuirkAnswer.where(request), JsonText.write(request.body())));
        Matcher key = KEYS.matcher(answer.raw());
        if (key.find()) {
            add("answer", "no key", key.group());
        }
    }

    private void inner(String where, String text) {
        Matcher match = INNER.matcher(text);
        if (match.find()) {
            String around = text.substring(
                    Math.max(0, match.start() - CONTEXT), Math.min(text.length(), match.end() + CONTEXT));
            add(where, "no inner words of Java or a library", around);
        }
    }

    private void add(String where, Object expected, Object got) {
        faults.add(QuirkFault.of(where, expected, got));
    }
}
