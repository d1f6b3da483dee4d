package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answers of {@code get_response} and {@code get_response_stream}. */
final class OutcomeReader {

    private static final String ORDER = "meta (data )*(error )?messages end ";

    private final List<QuirkFault> faults = new ArrayList<>();
    private final List<String> runItems = new ArrayList<>();
    private final List<JsonNode> raws = new ArrayList<>();
    private @Nullable String error;
    private @Nullable List<JsonNode> items;

    private OutcomeReader() {}

    /** Reads a body of JSON. */
    static QuirkOutcome plain(int status, String raw) {
        return new OutcomeReader().read(status, JsonText.parse(raw));
    }

    /** Reads a stream of frames. */
    static QuirkOutcome stream(String raw) {
        return new OutcomeReader().read(QuirkFrame.all(raw));
    }

    private QuirkOutcome read(int status, JsonNode body) {
        if (!body.isObject()) {
            return QuirkOutcome.faulty(QuirkFault.of("body", "an object", body));
        }
        JsonNode response = JsonText.none();
        if (body.has("error")) {
            error = told(body.get("error"));
        } else if (body.has("detail")) {
            error = JsonText.write(body.get("detail"));
        }
        if (status == 200 && error == null) {
            response = body.path("response").isMissingNode() ? JsonText.none() : body.get("response");
            messages(body);
        }
        return outcome(response);
    }

    private QuirkOutcome read(List<QuirkFrame> frames) {
        List<String> names = frames.stream().map(OutcomeReader::name).toList();
        if (!(String.join(" ", names) + " ").matches(ORDER)) {
            faults.add(QuirkFault.of("frames", "meta, data …, one error at most, messages, end", brief(names)));
        }
        frames.forEach(this::frame);
        boolean whole = items != null && error == null;
        QuirkOutcome outcome = outcome(JsonText.none());
        return whole ? outcome(TextNode.valueOf(String.join("", outcome.lastTurn()))) : outcome;
    }

    private void frame(QuirkFrame frame) {
        JsonNode data = frame.data();
        if (!data.isObject()) {
            return;
        }
        if ("messages".equals(frame.name())) {
            messages(data);
        } else if (frame.name() == null && data.has("error")) {
            error = told(data.get("error"));
            JsonNode right = JsonText.object().put("type", "error").set("content", data.get("error"));
            if (!data.path("data").equals(right)) {
                faults.add(QuirkFault.of("error frame", right, data.path("data")));
            }
        } else if (frame.name() == null) {
            JsonNode event = data.path("data");
            switch (event.path("type").asText("")) {
                case "run_item_stream_event" -> runItems.add(event.path("name").asText(""));
                case "raw_response_event" -> raws.add(event.path("data"));
                default -> {}
            }
        }
    }

    private void messages(JsonNode answer) {
        items = answer.path("new_messages").isArray()
                ? answer.path("new_messages").valueStream().toList()
                : null;
        if (!answer.path("usage").isObject()) {
            faults.add(QuirkFault.of("usage", "an object", answer.path("usage")));
        }
    }

    private @Nullable String told(JsonNode event) {
        if (!event.isTextual()) {
            faults.add(QuirkFault.of("error", "a text", event));
        }
        return JsonText.orNull(event);
    }

    private QuirkOutcome outcome(JsonNode response) {
        return new QuirkOutcome(response, error, items, runItems, raws, null, faults);
    }

    private static String name(QuirkFrame frame) {
        if (frame.name() != null) {
            return frame.name();
        }
        return frame.data().has("error") ? "error" : "data";
    }

    /** Returns the names without repetitions. */
    static List<String> brief(List<String> names) {
        List<String> brief = new ArrayList<>();
        for (String name : names) {
            if (brief.isEmpty() || !brief.getLast().equals(name)) {
                brief.add(name);
            }
        }
        return brief;
    }
}
