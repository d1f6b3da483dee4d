package io.agencyswarm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.offline.Ids;
import io.agencyswarm.model.offline.ScriptStep;
import io.agencyswarm.model.offline.ScriptedAnswer;
import io.agencyswarm.model.offline.ScriptedEvent;
import io.agencyswarm.model.offline.ScriptedRequest;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/responses}. */
final class ResponsesApi implements ModelApi {

    @Override
    public List<Item> conversation(ObjectNode body) {
        JsonNode input = body.path("input");
        if (!input.isArray()) {
            return List.of(Item.userMessage(input.asText("")));
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode item : input) {
            if (item instanceof ObjectNode object) {
                Item.of(object).ifPresent(items::add);
            }
        }
        return items;
    }

    @Override
    public ModelAnswer answer(ScriptStep.AnswerStep step, ObjectNode body, Ids ids) {
        ScriptedRequest request = new ScriptedRequest(ids.next("resp"), "fake model", body, conversation(body));
        return new Answer(new ScriptedAnswer(step, request, ids));
    }

    /** Keeps the last event, which contains the complete answer. */
    private static final class Answer implements ModelAnswer {

        private final ScriptedAnswer events;
        private ScriptedEvent.@Nullable Event last;

        private Answer(ScriptedAnswer events) {
            this.events = events;
        }

        @Override
        public boolean hasNext() {
            return events.hasNext();
        }

        @Override
        public ScriptedEvent next() {
            ScriptedEvent next = events.next();
            if (next instanceof ScriptedEvent.Event event) {
                last = event;
            }
            return next;
        }

        @Override
        public Optional<ObjectNode> whole() {
            return last != null && last.type().equals("response.completed")
                    ? Optional.of((ObjectNode) read(last).path("response"))
                    : Optional.empty();
        }

        private static JsonNode read(ScriptedEvent.Event event) {
            try {
                return Json.read(event.json());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
