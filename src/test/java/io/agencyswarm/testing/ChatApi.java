package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.offline.Ids;
import io.agencyswarm.model.offline.ScriptStep;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /v1/chat/completions}. */
final class ChatApi implements ModelApi {

    /** The calls of a message follow it as separate items, so that turns are counted as in the Responses API. */
    @Override
    public List<Item> conversation(ObjectNode body) {
        List<Item> items = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            if (message instanceof ObjectNode object) {
                Item.of(object).ifPresent(items::add);
                object.path("tool_calls").forEach(call -> items.add(call((ObjectNode) call)));
            }
        }
        return items;
    }

    @Override
    public ModelAnswer answer(ScriptStep.AnswerStep step, ObjectNode body, Ids ids) {
        return new ChatAnswer(step, body, ids);
    }

    private static Item call(ObjectNode call) {
        JsonNode function = call.path("function");
        return new Item.FunctionCall(
                call,
                call.path("id").asText(),
                function.path("name").asText(),
                function.path("arguments").asText());
    }
}
