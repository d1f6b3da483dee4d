package io.agencyswarm.model.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins consecutive messages of one role, for providers that require the roles to alternate. System messages after the
 * beginning become user messages. Calls end the model's turn, because their outputs follow.
 */
final class JoinedTurns {

    private static final PromptMessage.Block.TextBlock PARAGRAPH = new PromptMessage.Block.TextBlock("\n\n");

    private final List<PromptMessage> joined = new ArrayList<>();

    /** The turn that is being joined; at most one of the two is set. */
    private @Nullable List<PromptMessage.Part> user;

    private @Nullable List<PromptMessage.Block> assistant;

    private boolean hasTurn;

    private JoinedTurns() {}

    static List<PromptMessage> of(List<PromptMessage> conversation) {
        JoinedTurns turns = new JoinedTurns();
        for (PromptMessage message : conversation) {
            switch (message) {
                case PromptMessage.SystemMessage system when !turns.hasTurn -> turns.joined.add(system);
                case PromptMessage.SystemMessage system ->
                    turns.addUserParts(List.of(new PromptMessage.Part.TextPart(system.text())));
                case PromptMessage.UserMessage userMessage -> turns.addUserParts(userMessage.parts());
                case PromptMessage.AssistantMessage assistantMessage -> turns.addAssistantMessage(assistantMessage);
            }
        }
        return turns.joined;
    }

    private void addUserParts(List<PromptMessage.Part> parts) {
        hasTurn = true;
        if (user == null) {
            user = new ArrayList<>(parts);
            assistant = null;
            joined.add(new PromptMessage.UserMessage(user));
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            // The texts of one message are joined as lines, and two messages as paragraphs.
            user.add(
                    i == 0 && parts.get(i) instanceof PromptMessage.Part.TextPart(String text)
                            ? new PromptMessage.Part.TextPart("\n" + text)
                            : parts.get(i));
        }
    }

    private void addAssistantMessage(PromptMessage.AssistantMessage answer) {
        hasTurn = true;
        if (assistant == null) {
            assistant = new ArrayList<>();
            user = null;
            joined.add(new PromptMessage.AssistantMessage(assistant));
        } else if (!answer.text().isEmpty()) {
            assistant.add(PARAGRAPH);
        }
        assistant.addAll(answer.blocks());
        if (!answer.calls().isEmpty()) {
            assistant = null;
        }
    }
}
