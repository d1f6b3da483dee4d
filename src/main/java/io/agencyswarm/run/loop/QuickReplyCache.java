package io.agencyswarm.run.loop;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.answer.AnswerEvents;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.usage.TokenUsage;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cached answers of models to quick replies. Holds at most one answer for each reply that an agent's author wrote,
 * which bounds its size. An answer stays until the process ends, even if tools' results are part of it: the original's
 * cache has no expiry either, and also keeps calls and their outputs. Thread-safe.
 */
@Singleton
class QuickReplyCache {

    private final ConcurrentMap<QuickReply, String> answers = new ConcurrentHashMap<>();

    /** A quick reply of an agent, without blanks at its ends and in lower case. */
    record QuickReply(String agency, String agent, String reply) {}

    /**
     * Returns the quick reply that a request matches; empty if it matches none. Only a first message with no further
     * input can match: with a context, a {@code client_config} or tools of the client, the answer would not be the same
     * for all callers.
     */
    Optional<QuickReply> find(
            Agency agency, RunRequest request, Conversation history, UserMessage.PreparedMessage message) {
        RunOptions options = request.options();
        boolean plain = history.items().isEmpty()
                && options.additionalInstructions().isBlank()
                && isEmpty(options.userContext())
                && options.clientConfig().equals(ClientConfig.NONE)
                && options.clientTools().isEmpty();
        @Nullable String text = text(message.forClient());
        if (!plain || text == null) {
            return Optional.empty();
        }
        String reply = normalize(text);
        Agent agent = request.recipient();
        Stream<String> starters =
                agent.cachesConversationStarters() ? agent.conversationStarters().stream() : Stream.empty();
        return Stream.concat(agent.quickReplies().stream(), starters)
                        .anyMatch(candidate -> normalize(candidate).equals(reply))
                ? Optional.of(new QuickReply(agency.name(), agent.name(), reply))
                : Optional.empty();
    }

    /** Returns the cached answer to a reply; null if there is none. */
    @Nullable
    String answer(QuickReply key) {
        return answers.get(key);
    }

    /** Caches the answer to a reply, unless it has one already. */
    void keep(QuickReply key, String answer) {
        answers.putIfAbsent(key, answer);
    }

    /** Clients of AG-UI always send a state, usually an empty one. */
    private static boolean isEmpty(Map<String, Object> userContext) {
        return userContext.values().stream().allMatch(value -> value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static @Nullable String text(List<Item> message) {
        // Compared with the client's plain text as an item, so that no other role or field gets an answer cached.
        return message.size() == 1
                        && message.getFirst() instanceof Item.Message userMessage
                        && userMessage.json().path("content").isTextual()
                        && userMessage
                                .json()
                                .equals(Item.userMessage(userMessage.text()).json())
                ? userMessage.text()
                : null;
    }

    private static String normalize(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Returns a cached answer as a stream in the form of a model's, so that clients need not tell them apart. */
    static ModelStream stream(String model, String answer) {
        AnswerEvents events = new AnswerEvents(model);
        return new StoredAnswer(Stream.of(events.begin(), events.text(answer), events.complete(TokenUsage.NONE))
                .flatMap(List::stream)
                .iterator());
    }

    private record StoredAnswer(Iterator<ModelEvent> events) implements ModelStream {

        @Override
        public @Nullable ModelEvent next() {
            return events.hasNext() ? events.next() : null;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
