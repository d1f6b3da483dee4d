package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.observe.Span;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.run.storage.ThreadPersistence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Handles the client's message: loads the thread, prepares the message, and answers it from the quick replies or with a
 * loop. What it returns is complete as far as it got. Confined to the run's thread.
 */
public final class MessageHandler {

    private final RunContext run;
    private final RunRequest request;
    private final ThreadPersistence threads;
    private final AgentRun root;
    private final Transcript transcript;

    private JsonNode response = TextNode.valueOf("");
    private Map<String, String> fileIds = Map.of();
    private @Nullable String chatName;
    private boolean loaded;

    /**
     * Creates a handler of a message that waits.
     *
     * @param root the run of the agent that the user talks to first
     * @param transcript has the message already, if the request has its items for the client
     */
    public MessageHandler(
            RunContext run, RunRequest request, ThreadPersistence threads, AgentRun root, Transcript transcript) {
        this.run = run;
        this.request = request;
        this.threads = threads;
        this.root = root;
        this.transcript = transcript;
    }

    /** Returns the answer; an empty text until there is one. */
    public JsonNode response() {
        return response;
    }

    /** Returns the ids of the files of the message, by their names. */
    public Map<String, String> fileIds() {
        return fileIds;
    }

    /** Returns the chat's name; null if none was asked for, or the model gave none. */
    public @Nullable String chatName() {
        return chatName;
    }

    /**
     * Loads the thread, prepares the message and answers it.
     *
     * @param span the parent of the spans of the run's steps
     * @throws InterruptedException if the run was cancelled at once
     */
    public void handle(Span span) throws InterruptedException {
        List<Item> itemsForClient = request.message().itemsForClient();
        run.conversations().load(threads.load(request, transcript.items().size()));
        loaded = true;
        UserMessage.PreparedMessage message = request.message().prepare();
        fileIds = message.fileIds();
        if (itemsForClient.isEmpty()) {
            message.forClient().forEach(item -> transcript.add(item, root.origin()));
        }
        AgentContext recipient = new AgentContext(run, root, transcript, span);
        AgentLoop loop = new AgentLoop(recipient, request.options().additionalInstructions());
        Optional<JsonNode> refusal = loop.receive(message);
        if (refusal.isPresent()) {
            response = refusal.get();
        } else {
            respond(loop, message);
        }
    }

    /** Saves the thread with these items of the run, unless the conversation before it is unknown. */
    public void save(List<ThreadItem> items) {
        if (loaded) {
            threads.save(request, run.conversations().history(), items);
        }
    }

    private void respond(AgentLoop loop, UserMessage.PreparedMessage message) throws InterruptedException {
        Optional<QuickReplyCache.QuickReply> reply = run.quickReplyCache()
                .find(run.agency(), request, run.conversations().history(), message)
                .filter(_ -> !run.scope().hasIdentifiedCaller());
        if (reply.isPresent() && answerFromCache(reply.get(), loop, message)) {
            return;
        }
        ask(loop, message);
        reply.ifPresent(key -> cacheAnswer(key, loop));
    }

    /** Returns whether there was a cached answer to the quick reply, after replaying it. */
    private boolean answerFromCache(
            QuickReplyCache.QuickReply reply, AgentLoop loop, UserMessage.PreparedMessage message)
            throws InterruptedException {
        @Nullable String cached = run.quickReplyCache().answer(reply);
        if (cached == null) {
            return false;
        }
        response = loop.replay(cached);
        chatName = request.options().generateChatName() ? ChatNameTask.toName(firstUserText(message)) : null;
        return true;
    }

    /** Caches the answer to a quick reply, unless it may be incomplete or depends on more than the message. */
    private void cacheAnswer(QuickReplyCache.QuickReply reply, AgentLoop loop) {
        String text = loop.textOf(response);
        boolean isByRecipient = loop.context().agentRun().equals(root);
        boolean isComplete =
                !loop.isIncomplete() && !text.isEmpty() && !run.cancellation().isRequested();
        boolean dependsOnMore = transcript.hasFrameworkItems() || run.scope().mayDependOnRoles();
        if (isByRecipient && isComplete && !dependsOnMore) {
            run.quickReplyCache().keep(reply, text);
        }
    }

    private void ask(AgentLoop loop, UserMessage.PreparedMessage message) throws InterruptedException {
        if (!request.options().generateChatName()) {
            response = loop.answer();
            return;
        }
        // Not before the guardrails: the chat's name must not send the model a message that they refuse.
        try (ChatNameTask name = ChatNameTask.start(loop.context(), firstUserText(message))) {
            response = loop.answer();
            chatName = name.await();
        }
    }

    /** Returns the text of the conversation's first message of the user; empty if it has none. */
    private String firstUserText(UserMessage.PreparedMessage message) {
        return Stream.concat(
                        run
                                .conversations()
                                .history()
                                .between(request.recipient().name(), null)
                                .stream(),
                        message.forClient().stream())
                .filter(Item::isOfUser)
                .findFirst()
                .map(item -> ((Item.Message) item).text())
                .orElse("");
    }
}
