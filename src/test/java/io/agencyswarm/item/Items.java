package io.agencyswarm.item;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.function.Function;

/** Short notations of items for tests. */
final class Items {

    private Items() {}

    /** An object; {@code '} stands for {@code "}. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.read(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The item in an object; {@code '} stands for {@code "}. */
    static Item item(String text) {
        return Item.of(json(text)).orElseThrow();
    }

    static Item call(String callId) {
        return item("{'type':'function_call','call_id':'" + callId + "','name':'add','arguments':'{}'}");
    }

    static Item output(String callId) {
        return item("{'type':'function_call_output','call_id':'" + callId + "','output':'1'}");
    }

    static Item reasoning(String id) {
        return item("{'type':'reasoning','id':'" + id + "','summary':[]}");
    }

    static Item user(String text) {
        return Item.userMessage(text);
    }

    static Item assistant(String text) {
        return item("{'type':'message','role':'assistant','content':[{'type':'output_text','text':'" + text + "'}]}");
    }

    /** Returns the items of a conversation that are sent to the model. */
    static List<Item> wellFormed(Item... items) {
        return Conversation.wellFormed(List.of(items), Function.identity());
    }
}
