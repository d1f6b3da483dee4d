package io.agencyswarm.ask;

import io.agencyswarm.item.ThreadItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agency is asked. Immutable: each method gives another question.
 *
 * @param text what the user says
 * @param recipient the agent that answers, null for the agency's first entry point
 * @param history what was said before, oldest first; empty for nothing, or for what the thread holds
 * @param context is merged over the agency's user context
 * @param instructions are appended to those of the agent that answers; may be empty
 * @param thread the id of the stored conversation that the question belongs to, null for none
 * @param principal the subject of the user who asks, null for nobody: whose thread it is, and what tools find in the user
 *     context as {@code principal}
 */
public record Question(
        String text,
        @Nullable String recipient,
        List<ThreadItem> history,
        Map<String, Object> context,
        String instructions,
        @Nullable String thread,
        @Nullable String principal) {

    /** Copies the collections. */
    public Question {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A question has to have a text.");
        }
        history = List.copyOf(history);
        context = Map.copyOf(context);
    }

    /** A question to the agency's first entry point, without a history. */
    public static Question of(String text) {
        return new Question(text, null, List.of(), Map.of(), "", null, null);
    }

    /** To this agent of the agency. */
    public Question to(String agent) {
        return new Question(text, agent, history, context, instructions, thread, principal);
    }

    /** After all that was said before, such as the {@link Answer#newMessages} of the questions before. */
    public Question after(List<ThreadItem> said) {
        return new Question(text, recipient, said, context, instructions, thread, principal);
    }

    /** With this value in the user context, where tools, instructions and guardrails find it. */
    public Question with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(context);
        more.put(key, value);
        return new Question(text, recipient, history, more, instructions, thread, principal);
    }

    /** With these instructions added to those of the agent that answers. */
    public Question instructed(String more) {
        return new Question(text, recipient, history, context, more, thread, principal);
    }

    /** As a part of a stored conversation, which is begun where it is not there. */
    public Question in(String threadId) {
        return new Question(text, recipient, history, context, instructions, threadId, principal);
    }

    /** Asked by the user of this subject. */
    public Question by(String subject) {
        return new Question(text, recipient, history, context, instructions, thread, subject);
    }
}
