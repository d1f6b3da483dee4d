package io.agencyswarm.ask;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.ThreadKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to an agency. Immutable: each method returns a new question.
 *
 * @param text the user's message
 * @param recipient the agent that answers, null for the agency's first entry point
 * @param history the messages before, oldest first; empty for none, or for those of the stored thread
 * @param userContext is merged over the agency's user context
 * @param instructions are appended to those of the agent that answers; may be empty
 * @param thread the id of the stored thread that the question belongs to, of 1 to 256 characters; null for none
 * @param principal the subject of the user who asks, null for none: the owner of the thread, and what tools find in the
 *     user context as {@code principal}
 */
public record Question(
        String text,
        @Nullable String recipient,
        List<ThreadItem> history,
        Map<String, Object> userContext,
        String instructions,
        @Nullable String thread,
        @Nullable String principal) {

    /** Checks the text and the thread's id, and copies the collections. */
    public Question {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The text of a question must not be blank.");
        }
        if (thread != null) {
            ThreadKey.checkId(thread);
        }
        history = List.copyOf(history);
        userContext = Map.copyOf(userContext);
    }

    /** Returns a question to the agency's first entry point, without a history. */
    public static Question of(String text) {
        return new Question(text, null, List.of(), Map.of(), "", null, null);
    }

    /** Returns the question for this agent of the agency. */
    public Question to(String agent) {
        return new Question(text, agent, history, userContext, instructions, thread, principal);
    }

    /** Returns the question with earlier messages, such as the {@link Answer#newMessages} of the questions before. */
    public Question after(List<ThreadItem> items) {
        return new Question(text, recipient, items, userContext, instructions, thread, principal);
    }

    /**
     * Returns the question with this value added to the user context, which tools, instructions and guardrails can
     * read.
     */
    public Question withUserContext(String key, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(userContext);
        extended.put(key, value);
        return new Question(text, recipient, history, extended, instructions, thread, principal);
    }

    /** Returns the question with instructions that are appended to those of the agent that answers. */
    public Question withInstructions(String additional) {
        return new Question(text, recipient, history, userContext, additional, thread, principal);
    }

    /** Returns the question as part of a stored thread. The thread is created if it does not exist. */
    public Question inThread(String threadId) {
        return new Question(text, recipient, history, userContext, instructions, threadId, principal);
    }

    /** Returns the question as asked by the user with this subject. */
    public Question withPrincipal(String subject) {
        return new Question(text, recipient, history, userContext, instructions, thread, subject);
    }
}
