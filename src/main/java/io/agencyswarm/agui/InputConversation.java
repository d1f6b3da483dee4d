package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.request.FieldReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request.
 *
 * @param messages all messages in the form for clients
 * @param before the items for the model of all messages before the last one
 * @param last the items for the model of the last message, which is new: the user's message, or the results of tools
 *     that the client ran
 */
record InputConversation(List<ObjectNode> messages, List<Item> before, List<Item> last) {

    private static final String LAST =
            "Input should end with a new message of the user, or with the results of tools that you ran";

    /** Reads {@code messages}. Problems are added to {@code body}. */
    static InputConversation read(FieldReader body) {
        List<FieldReader> objects = body.objects("messages");
        if (body.get("messages") == null) {
            body.addMissing("messages");
            return new InputConversation(List.of(), List.of(), List.of());
        }
        List<InputMessage> all = objects.stream().map(InputMessage::read).toList();
        List<InputMessage> conversation = all.stream()
                .filter(message -> !message.isOfSubagent() && !message.role().equals("activity"))
                .toList();
        int split = splitBeforeLastMessage(conversation);
        if (split == conversation.size()) {
            body.addProblem(
                    LAST
                            + (conversation.isEmpty()
                                    ? ""
                                    : ", not with role "
                                            + conversation.getLast().role()),
                    "value_error",
                    "messages");
        }
        return new InputConversation(
                all.stream().map(InputMessage::forClient).toList(),
                items(conversation.subList(0, split)),
                items(conversation.subList(split, conversation.size())));
    }

    private static int splitBeforeLastMessage(List<InputMessage> conversation) {
        int split = conversation.size();
        while (split > 0 && conversation.get(split - 1).role().equals("tool")) {
            split--;
        }
        boolean isByUser = split == conversation.size()
                && split > 0
                && conversation.getLast().role().equals("user");
        return isByUser ? split - 1 : split;
    }

    /**
     * Returns the conversation before the new message.
     *
     * @param clientHistory {@code chat_history}, which has more information than the messages and takes precedence
     * @param recipient the agent that answers
     */
    Conversation history(Conversation clientHistory, String recipient) {
        if (!clientHistory.items().isEmpty()) {
            return clientHistory;
        }
        Origin origin = new Origin(recipient, null, "", "", null);
        return new Conversation(
                before.stream().map(item -> new ThreadItem(item, origin, 0)).toList());
    }

    /**
     * Returns the agent whose call the new results answer, by the name in the call's message; null if there are no new
     * results or the message has no name. After a handoff it may differ from the agent that began the conversation.
     */
    @Nullable
    String asker() {
        Map<String, ObjectNode> messagesByCallId = new HashMap<>();
        for (ObjectNode message : messages) {
            message.path("toolCalls")
                    .forEach(call -> messagesByCallId.put(call.path("id").textValue(), message));
        }
        for (Item item : last) {
            if (item instanceof Item.FunctionCallOutput output && messagesByCallId.containsKey(output.callId())) {
                return messagesByCallId.get(output.callId()).path("name").textValue();
            }
        }
        return null;
    }

    /** Reports results without a call, because a model would never see them. */
    void checkResults(Conversation history, String recipient, FieldReader body) {
        Set<String> calls = new HashSet<>();
        for (Item item : history.between(recipient, null)) {
            if (item instanceof Item.FunctionCall call) {
                calls.add(call.callId());
            }
        }
        for (Item item : last) {
            if (item instanceof Item.FunctionCallOutput output && !calls.contains(output.callId())) {
                body.addProblem(
                        "There is no call \"" + output.callId() + "\" before its result", "value_error", "messages");
            }
        }
    }

    private static List<Item> items(List<InputMessage> messages) {
        List<Item> items = new ArrayList<>();
        messages.forEach(message -> items.addAll(message.items()));
        return items;
    }
}
