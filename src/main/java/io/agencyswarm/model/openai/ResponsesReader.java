package io.agencyswarm.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventFields;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.AnswerFaults;
import io.agencyswarm.model.http.EndMarker;
import io.agencyswarm.model.http.ErrorQuotes;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.model.http.ServerErrors;
import io.agencyswarm.sse.SseEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer of the Responses API, from OpenAI or from a compatible server. Such servers may send items only in
 * the last event or only in pieces, calls without ids, arguments as objects, failures in various forms, or one JSON
 * answer instead of a stream. Events that need no change are forwarded unchanged. Not thread-safe.
 */
final class ResponsesReader {

    private static final Set<String> FAILED = Set.of("failed", "cancelled");

    /** The statuses of a JSON answer that is not complete. */
    private static final Set<String> UNFINISHED = Set.of("queued", "in_progress");

    private final RequestTarget target;
    private final ModelEventFields fields = new ModelEventFields();
    private final StreamedOutput output = new StreamedOutput();
    private final Queue<ModelEvent> ready = new ArrayDeque<>(1);

    ResponsesReader(RequestTarget target) {
        this.target = target;
    }

    /** Returns the next event that was read; null if more has to be read. */
    @Nullable
    ModelEvent next() {
        return ready.poll();
    }

    /**
     * Reads the next server-sent event.
     *
     * @throws ModelException if it is not an event of an answer
     */
    void read(SseEvent event) {
        try {
            read(event.name(), ModelEventReader.inOneLine(event.data()));
        } catch (IOException _) {
            readOther(event);
        }
    }

    private void read(@Nullable String name, byte[] json) throws IOException {
        fields.read(json);
        String type = fields.type();
        boolean isUsual = type.startsWith("response.")
                && !type.endsWith("error")
                && !fields.hasErrorField()
                && !"error".equals(name);
        if (isUsual && ModelEventReader.isForwardedOnly(type) && !type.equals("response.done")) {
            output.addPiece(fields, json);
            ready.add(fields.forwarded(json));
        } else {
            take(name, json, (ObjectNode) Json.read(json));
        }
    }

    private void take(@Nullable String name, byte[] json, ObjectNode event) throws IOException {
        String type = event.path("type").asText("");
        Optional<String> failure =
                type.equals("response.failed") ? Optional.of(reason(event)) : ServerErrors.in(name, event);
        if (failure.isPresent()) {
            fail(json, event, failure.get());
            return;
        }
        switch (type) {
            case "" -> takeUntyped(name, event);
            case "response.output_item.done" -> itemDone(json, event);
            case "response.completed", "response.incomplete", "response.done" -> end(json, event);
            default -> ready.add(ModelEventReader.read(json, event));
        }
    }

    private void itemDone(byte[] json, ObjectNode event) {
        byte[] completeJson = output.complete(event) ? Json.bytes(event) : json;
        boolean postponed = output.postponeIfEmpty(event);
        ModelEvent modelEvent = ModelEventReader.read(completeJson, event);
        boolean isNew = !postponed
                && (!(modelEvent instanceof ModelEvent.ItemDone itemDone)
                        || output.addIfNew(itemDone.item(), itemDone.outputIndex()));
        ready.add(
                isNew
                        ? modelEvent
                        : new ModelEvent.Forwarded(
                                modelEvent.type(), completeJson, modelEvent.itemId(), modelEvent.callId()));
    }

    /** Reads an event that has its type only in its name, or a JSON answer. */
    private void takeUntyped(@Nullable String name, ObjectNode event) throws IOException {
        if (event.path("output").isArray()) {
            takeComplete(event);
        } else if (name != null && !name.isBlank() && !name.equals("message")) {
            read(name, Json.bytes(event.put("type", name)));
        } else {
            throw AnswerFaults.notAnAnswer(Json.bytes(event), target);
        }
    }

    private void takeComplete(ObjectNode response) {
        String status = response.path("status").asText("completed");
        ObjectNode created = Json.object();
        created.setAll(response);
        created.put("status", "in_progress").putArray("output");
        ObjectNode begin = Json.object().put("type", "response.created").set("response", created);
        ready.add(ModelEventReader.read(Json.bytes(begin), begin));
        ObjectNode end = Json.object().put("type", "response." + (status.equals("incomplete") ? status : "completed"));
        end.set("response", response);
        if (UNFINISHED.contains(status)) {
            fail(Json.bytes(end), end, "its answer is not finished (status " + status + ")");
        } else {
            end(Json.bytes(end), end);
        }
    }

    private void end(byte[] json, ObjectNode event) {
        JsonNode response = event.path("response");
        String status = response.path("status").asText("");
        if (FAILED.contains(status)) {
            fail(json, event, reason(event));
            return;
        }
        String type = event.path("type").asText();
        boolean cut = type.equals("response.incomplete") || status.equals("incomplete");
        StreamedOutput.MissingItems missing = output.missing(response.path("output"), cut);
        ready.addAll(missing.items());
        boolean renamed = type.equals("response.done");
        if (renamed) {
            event.put("type", cut ? "response.incomplete" : "response.completed");
        }
        ready.add(ModelEventReader.read(renamed || missing.changed() ? Json.bytes(event) : json, event));
    }

    /** Returns the reason why a response failed, if it names one. */
    private static String reason(ObjectNode event) {
        JsonNode response = event.path("response");
        return ServerErrors.in(null, Json.object().set("error", response.get("error")))
                .or(() -> Optional.ofNullable(
                        response.path("incomplete_details").path("reason").textValue()))
                .or(() -> ServerErrors.in("error", event)
                        .filter(message -> !message.equals(event.path("type").asText())))
                .orElse("it did not say why");
    }

    private void fail(byte[] json, ObjectNode event, String message) {
        boolean typed = event.path("type").isTextual();
        ObjectNode copy = typed ? event : event.deepCopy().put("type", "error");
        ModelEvent.Failed failed = ModelEventReader.failed(typed ? json : Json.bytes(copy), copy);
        ready.add(new ModelEvent.Failed(
                failed.type(),
                ErrorRedactor.redact(failed.json(), copy, target),
                ErrorQuotes.shorten(target.redact(message)),
                failed.usage()));
    }

    /** Reads an event that is not a JSON object: the end marker, an error in an array, or anything else. */
    private void readOther(SseEvent modelEvent) {
        byte[] data = modelEvent.data();
        if (EndMarker.is(data)) {
            return;
        }
        Optional<String> failure = Optional.empty();
        try {
            failure = ServerErrors.in(modelEvent.name(), Json.read(data));
        } catch (JsonProcessingException _) {
            // Not JSON.
        }
        ObjectNode event = Json.object().put("type", "error");
        failure.ifPresentOrElse(message -> fail(Json.bytes(event.put("message", message)), event, message), () -> {
            throw AnswerFaults.notAnAnswer(data, target);
        });
    }
}
