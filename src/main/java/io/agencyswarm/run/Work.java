package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.item.ThreadItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run does from its first step to its last, and what has come of it at any time. */
final class Work {

    private final RunContext run;
    private final RunRequest request;
    private final RunServices services;
    private final Transcript transcript = new Transcript();

    private JsonNode response = TextNode.valueOf("");
    private Map<String, String> fileIds = Map.of();
    private @Nullable String chatName;
    private boolean loaded;

    Work(RunContext run, RunRequest request, RunServices services) {
        this.run = run;
        this.request = request;
        this.services = services;
    }

    /** Loads the thread, makes the message, and has it answered. */
    void answer() throws InterruptedException {
        Conversation history = services.threads().load(request);
        run.remember(history);
        loaded = true;
        UserMessage.Prepared message = request.message().prepare();
        fileIds = message.fileIds();
        AgentLoop loop = loop();
        Optional<JsonNode> refusal = loop.hear(message);
        if (refusal.isPresent()) {
            response = refusal.get();
        } else {
            respond(loop, history, message);
        }
    }

    List<ThreadItem> said() {
        return transcript.toThread();
    }

    /** Keeps what was said, unless what was before it is not known. */
    void save(List<ThreadItem> said) {
        if (loaded) {
            services.threads().save(request, run.history(), said);
        }
    }

    RunResult result(String id, List<ThreadItem> said, boolean cancelled, @Nullable AgencyException failure) {
        return new RunResult(id, response, said, run.usage(), cancelled, failure, fileIds, chatName);
    }

    private void respond(AgentLoop loop, Conversation history, UserMessage.Prepared message)
            throws InterruptedException {
        QuickReplies replies = services.quickReplies();
        Optional<QuickReplies.Key> reply = replies.find(run.agency(), request, history, message);
        @Nullable String known = reply.map(replies::answer).orElse(null);
        if (known != null) {
            response = loop.recite(known);
            chatName = request.options().chatName() ? ChatName.tidy(firstWords(history, message)) : null;
            return;
        }
        ask(loop, history, message);
        String answer = text(response);
        boolean own = loop.agent() == request.recipient() && transcript.isFreeOfRemarks();
        if (own && !loop.cutShort() && !answer.isEmpty() && !run.cancellation().requested()) {
            reply.ifPresent(key -> replies.keep(key, answer));
        }
    }

    private void ask(AgentLoop loop, Conversation history, UserMessage.Prepared message) throws InterruptedException {
        if (!request.options().chatName()) {
            response = loop.answer();
            return;
        }
        // Not before the guardrails: what they keep from the model is not to reach it this way.
        try (ChatName name = ChatName.of(loop, firstWords(history, message))) {
            response = loop.answer();
            chatName = name.await();
        }
    }

    private AgentLoop loop() {
        return new AgentLoop(
                run,
                Level.top(transcript, run.span()),
                request.recipient(),
                request.options().additionalInstructions());
    }

    private String firstWords(Conversation history, UserMessage.Prepared message) {
        return history.between(request.recipient().name(), null).stream()
                .filter(item -> item instanceof Item.Message said && said.role().equals("user"))
                .findFirst()
                .or(() -> message.said().stream()
                        .filter(item ->
                                item instanceof Item.Message said && said.role().equals("user"))
                        .findFirst())
                .map(item -> ((Item.Message) item).text())
                .orElse("");
    }

    private static String text(JsonNode response) {
        return response.isTextual() ? response.textValue() : Json.text(response);
    }
}
