package io.agencyswarm.run;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.AnswerEvents;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelStream;
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
 * What the model answered to quick replies, so that it need not be asked again. Holds one answer at most for each reply
 * that an agent's author wrote, which bounds it. Safe for several threads.
 */
@Singleton
class QuickReplies {

    private final ConcurrentMap<QuickReply, String> answers = new ConcurrentHashMap<>();

    /** A quick reply of an agent, blanks at the ends and case aside. */
    record QuickReply(String agency, String agent, String reply) {}

    /**
     * The quick reply that a request is. Only a first message that depends on nothing but itself is one: with a
     * context, a {@code client_config} or tools of the client's own, its answer would not be everyone's.
     */
    Optional<QuickReply> find(Agency agency, RunRequest request, Conversation history, UserMessage.Prepared message) {
        RunOptions options = request.options();
        boolean plain = history.items().isEmpty()
                && options.additionalInstructions().isBlank()
                && saysNothing(options.userContext())
                && options.clientConfig().equals(ClientConfig.NONE)
                && options.clientTools().isEmpty();
        @Nullable String text = text(message.forClient());
        if (!plain || text == null) {
            return Optional.empty();
        }
        String reply = normal(text);
        Agent agent = request.recipient();
        Stream<String> starters =
                agent.cachesConversationStarters() ? agent.conversationStarters().stream() : Stream.empty();
        return Stream.concat(agent.quickReplies().stream(), starters)
                        .anyMatch(known -> normal(known).equals(reply))
                ? Optional.of(new QuickReply(agency.name(), agent.name(), reply))
                : Optional.empty();
    }

    /** What was answered to a reply, null where it has not been asked yet. */
    @Nullable
    String answer(QuickReply key) {
        return answers.get(key);
    }

    void keep(QuickReply key, String answer) {
        answers.putIfAbsent(key, answer);
    }

    /** Clients of AG-UI always send a state, mostly an empty one. */
    private static boolean saysNothing(Map<String, Object> userContext) {
        return userContext.values().stream().allMatch(value -> value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static @Nullable String text(List<Item> message) {
        // The same as the client's plain text gives, so that no other role and no further field gets an answer cached.
        return message.size() == 1
                        && message.getFirst() instanceof Item.Message said
                        && said.json().path("content").isTextual()
                        && said.json().equals(Item.userMessage(said.text()).json())
                ? said.text()
                : null;
    }

    private static String normal(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** An answer that is kept, in the form of one that a model gives, so that clients need not tell them apart. */
    static ModelStream stream(String model, String answer) {
        AnswerEvents events = new AnswerEvents(model);
        return new KeptAnswer(Stream.of(events.begin(), events.text(answer), events.complete(TokenUsage.NONE))
                .flatMap(List::stream)
                .iterator());
    }

    private record KeptAnswer(Iterator<ModelEvent> events) implements ModelStream {

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
