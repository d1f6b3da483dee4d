package io.agencyswarm.model.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins consecutive messages of one role, for providers that require the roles to alternate. System messages after the
 * beginning become user messages. Calls end the model's turn, because their outputs follow.
 */
final class JoinedTurns {

    private static final ChatMessage.Block.TextBlock PARAGRAPH = new ChatMessage.Block.TextBlock("\n\n");

    private final List<ChatMessage> joined = new ArrayList<>();

    /** The turn that is being joined; at most one of the two is set. */
    private @Nullable List<ChatMessage.Part> user;

    private @Nullable List<ChatMessage.Block> assistant;

    private boolean hasTurn;

    private JoinedTurns() {}

    static List<ChatMessage> of(List<ChatMessage> conversation) {
        JoinedTurns turns = new JoinedTurns();
        for (ChatMessage message : conversation) {
            switch (message) {
                case ChatMessage.SystemMessage system when !turns.hasTurn -> turns.joined.add(system);
                case ChatMessage.SystemMessage system ->
                    turns.addUserParts(List.of(new ChatMessage.Part.TextPart(system.text())));
                case ChatMessage.UserMessage userMessage -> turns.addUserParts(userMessage.parts());
                case ChatMessage.AssistantMessage assistantMessage -> turns.addAssistantMessage(assistantMessage);
            }
        }
        return turns.joined;
    }

    private void addUserParts(List<ChatMessage.Part> parts) {
        hasTurn = true;
        if (user == null) {
            user = new ArrayList<>(parts);
            assistant = null;
            joined.add(new ChatMessage.UserMessage(user));
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            // The texts of one message are joined as lines, and two messages as paragraphs.
            user.add(
                    i == 0 && parts.get(i) instanceof ChatMessage.Part.TextPart(String text)
                            ? new ChatMessage.Part.TextPart("\n" + text)
                            : parts.get(i));
        }
    }

    private void addAssistantMessage(ChatMessage.AssistantMessage answer) {
        hasTurn = true;
        if (assistant == null) {
            assistant = new ArrayList<>();
            user = null;
            joined.add(new ChatMessage.AssistantMessage(assistant));
        } else if (!answer.text().isEmpty()) {
            assistant.add(PARAGRAPH);
        }
        assistant.addAll(answer.blocks());
        if (!answer.calls().isEmpty()) {
            assistant = null;
        }
    }
}
