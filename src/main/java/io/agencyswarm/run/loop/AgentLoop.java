package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.run.turn.AgentQuota;
import io.agencyswarm.run.turn.AnswerChecks;
import io.agencyswarm.run.turn.McpDescriptions;
import io.agencyswarm.run.turn.NextStep;
import io.agencyswarm.run.turn.TruncatedTurn;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one run loop: asks the model, passes on its events, runs the tools that it calls, and repeats until it has
 * answered. Blocks. A delegated run is another loop, on the virtual thread of its call; one that code asks for runs on
 * that code's thread.
 */
final class AgentLoop {

    private static final TextNode NO_ANSWER = TextNode.valueOf("");

    private final RunContext run;
    private final List<Item> conversation;
    private final TurnRequests requests;
    private final McpDescriptions mcpTools = new McpDescriptions();

    /** Those of the agent whose turn it is; replaced by a handoff. */
    private AgentContext context;

    private AgentQuota quota;

    /** Whether a limit cut off the model's last output. */
    private boolean incomplete;

    /**
     * A turn of the model.
     *
     * @param start the number of items in the conversation before it
     * @param tools what the model may call
     * @param incompleteReason the limit that cut it off; null if it is complete
     */
    private record TakenTurn(
            int start,
            TurnTools tools,
            List<Item> items,
            @Nullable String incompleteReason) {}

    /**
     * Creates a loop before its first turn, with the earlier conversation between its agent and the caller.
     *
     * @param additionalInstructions may be empty
     */
    AgentLoop(AgentContext context, String additionalInstructions) {
        this.run = context.run();
        this.context = context;
        this.quota = new AgentQuota(context.agent());
        this.requests = new TurnRequests(additionalInstructions);
        this.conversation = new ArrayList<>(run.conversations().before(context.agentRun()));
    }

    /** Returns the context of the agent whose turn it is. */
    AgentContext context() {
        return context;
    }

    /**
     * Adds a message to the conversation, which the transcript has already, and asks the input guardrails.
     *
     * @return the answer, if a guardrail's guidance is the answer; empty if no guardrail tripped
     * @throws AgencyException if a guardrail ended the run
     */
    Optional<JsonNode> receive(UserMessage.PreparedMessage message) throws InterruptedException {
        conversation.addAll(message.forModel());
        requests.onMessage(context, message);
        context.emit(new RunEvent.AgentUpdated(context.agentRun()));
        Optional<String> refusal = GuardrailRunner.input(context, message.checked());
        return refusal.isPresent() ? Optional.of(refuse(refusal.get())) : Optional.empty();
    }

    /**
     * Receives and answers a message of another agent or of code, which is in the transcript already or is not shown to
     * clients.
     */
    JsonNode answerTo(Item.Message message) throws InterruptedException {
        Optional<JsonNode> refusal = receive(UserMessage.PreparedMessage.of(List.of(message)));
        return refusal.isPresent() ? refusal.get() : answer();
    }

    /** Answers with the text that a model gave earlier to the same message. */
    JsonNode replay(String answer) throws InterruptedException {
        String model = context.model();
        try (ModelTurn turn = ModelTurn.replay(context, model, QuickReplyCache.stream(model, answer))) {
            read(turn);
        }
        return AnswerChecks.checkText(context.agent(), answer, null);
    }

    /** Returns the model's text of an answer, as {@link #replay} takes it. Empty if there is no answer. */
    String textOf(JsonNode answer) {
        return answer.equals(NO_ANSWER) ? "" : AnswerChecks.text(context.agent(), answer);
    }

    /**
     * Answers the received message.
     *
     * @return the answer; an empty text if the run was cancelled before its last turn, or continues in the client
     * @throws AgencyException if the model, a limit, a guardrail or a tool ended the run
     * @throws InterruptedException if the run was cancelled at once
     */
    JsonNode answer() throws InterruptedException {
        while (true) {
            TakenTurn turn = takeTurn();
            incomplete = turn.incompleteReason() != null;
            switch (NextStep.after(turn.items(), run.agency(), context.agent(), turn.tools()::isClientTool)) {
                case NextStep.FinalAnswer(String text) -> {
                    TruncatedTurn.refuseSilence(context.name(), text, turn.incompleteReason());
                    if (passesOutputGuardrails(text)) {
                        return AnswerChecks.checkText(context.agent(), text, turn.incompleteReason());
                    }
                }
                case NextStep.AskAgain _ -> TruncatedTurn.refuseSilence(context.name(), "", turn.incompleteReason());
                case NextStep.RunTools(List<Item.FunctionCall> calls) -> {
                    Optional<AnswerChecks.ToolAnswer> finalAnswer = runTools(calls, turn.tools());
                    if (finalAnswer.isPresent()
                            && passesOutputGuardrails(finalAnswer.get().output().text())) {
                        return AnswerChecks.checkTool(context.agent(), finalAnswer.get());
                    }
                }
                case NextStep.UnknownTool(Item.OtherCall call) -> throw unknownTool(call);
                case NextStep.AskClient(List<Item.FunctionCall> others) -> {
                    runTools(others, turn.tools());
                    return NO_ANSWER;
                }
                case NextStep.HandOff handOff -> {
                    runTools(handOff.others(), turn.tools());
                    handOff(handOff.call(), handOff.successor(), turn.start());
                }
            }
            if (context.talksToUser()) {
                run.storeTurn(context.transcript());
            }
            // A run that code waits for belongs to the turn in progress.
            if (run.cancellation().isRequested() && !context.agentRun().isHidden()) {
                return NO_ANSWER;
            }
        }
    }

    /** Returns whether a limit cut off the model's last output. */
    boolean isIncomplete() {
        return incomplete;
    }

    private TakenTurn takeTurn() throws InterruptedException {
        if (run.cancellation().mustStop()) {
            throw new InterruptedException();
        }
        quota.countTurn();
        TurnTools tools = requests.tools(context);
        ModelRequest request = requests.create(context, tools, conversation);
        RunInterceptor.ModelInput input = new RunInterceptor.ModelInput(request.instructions(), request.input());
        InterceptorChain.Interception<RunInterceptor.ModelInput> interception =
                run.interceptors().beforeModel(context.stepContext(), input);
        int start = conversation.size();
        if (interception.refusal().isPresent()) {
            return new TakenTurn(
                    start,
                    tools,
                    List.of(answerInstead(interception.refusal().get(), ThreadItem.INTERCEPTOR_MESSAGE)),
                    null);
        }
        ModelRequest finalRequest = withChanges(request, input, interception.value());
        try (ModelTurn turn = ModelTurn.ask(context, finalRequest, tools)) {
            read(turn);
            requests.onOutput(context, turn.items());
            TruncatedTurn.refuseCalls(context.name(), turn.items(), turn.incompleteReason());
            return new TakenTurn(start, tools, turn.items(), turn.incompleteReason());
        }
    }

    /**
     * Returns the request with the input that interceptors returned. They return the same object if they changed
     * nothing.
     */
    @SuppressWarnings("ReferenceEquality")
    private static ModelRequest withChanges(
            ModelRequest request, RunInterceptor.ModelInput before, RunInterceptor.ModelInput after) {
        return after == before
                ? request
                : request.withInput(after.instructions(), Conversation.wellFormed(after.items(), Function.identity()));
    }

    private AgencyException unknownTool(Item.OtherCall call) {
        return new AgencyException(
                ErrorCode.MODEL_FAILED,
                "Agent " + context.name() + ": the model asked for a " + call.type()
                        + ", which this service can't run. Offer it a method with @Tool instead.");
    }

    /** Adds each item once it is complete, so that it stays even if the turn fails. */
    private void read(ModelTurn turn) throws InterruptedException {
        for (Item item = turn.next(); item != null; item = turn.next()) {
            append(item);
            mcpTools.learn(item);
            turn.announce(item, mcpTools.of(item));
        }
        turn.announceRest();
    }

    private JsonNode refuse(String guidance) throws InterruptedException {
        if (context.agent().raisesInputGuardrailError()) {
            append(Item.message("system", guidance), ThreadItem.INPUT_GUARDRAIL_ERROR);
            throw new AgencyException(
                    ErrorCode.GUARDRAIL, "Agent " + context.name() + " refused the message: " + guidance);
        }
        return TextNode.valueOf(
                answerInstead(guidance, ThreadItem.INPUT_GUARDRAIL_MESSAGE).text());
    }

    /** Adds a sentence as though the model had said it. */
    private Item.Message answerInstead(String sentence, String messageOrigin) throws InterruptedException {
        Item.Message answer = Item.message("assistant", sentence);
        append(answer, messageOrigin);
        context.emit(new RunEvent.MessageCreated(context.agentRun(), answer));
        return answer;
    }

    /** Returns whether an answer passes the output guardrails; otherwise adds their guidance for the model. */
    private boolean passesOutputGuardrails(String text) throws InterruptedException {
        Optional<String> guidance = GuardrailRunner.output(context, text);
        if (guidance.isEmpty()) {
            return true;
        }
        append(Item.message("system", guidance.get()), ThreadItem.OUTPUT_GUARDRAIL_ERROR);
        quota.countRejected(guidance.get());
        return false;
    }

    private Optional<AnswerChecks.ToolAnswer> runTools(List<Item.FunctionCall> calls, TurnTools tools)
            throws InterruptedException {
        requests.countCalls(context, calls.size());
        IdentityHashMap<Item.FunctionCall, Item.FunctionCallOutput> outputs = new IdentityHashMap<>();
        try {
            return new TurnCalls(context, tools).run(calls, outputs);
        } finally {
            // Complete outputs stay, in the order of the calls, even if another call ended the run.
            for (Item.FunctionCall call : calls) {
                Item.FunctionCallOutput output = outputs.get(call);
                if (output != null) {
                    append(output);
                }
            }
        }
    }

    private void handOff(Item.FunctionCall call, Agent successor, int turnStart) throws InterruptedException {
        context.emit(new RunEvent.HandoffRequested(context.agentRun(), call));
        // With the original's blank, which Jackson would not write. A name has no characters that JSON escapes.
        Item.FunctionCallOutput output = Item.output(call, "{\"assistant\": \"" + successor.name() + "\"}");
        append(output);
        addHandoffReminder(successor, turnStart);
        AgentRun from = context.agentRun();
        context = context.handOffTo(successor);
        quota = new AgentQuota(successor);
        context.emit(new RunEvent.HandoffOccurred(from, context.agentRun(), call, output));
        context.emit(new RunEvent.AgentUpdated(context.agentRun()));
    }

    /**
     * Adds the message that tells the next agent that it has taken over. It goes before the turn that handed over, as
     * in the original, where it separates neither a call from its reasoning nor calls from their outputs.
     */
    private void addHandoffReminder(Agent successor, int turnStart) {
        if (!run.agency().isSilent(context.agent(), successor)) {
            Item.Message reminder = Item.systemMessage(successor.handoffReminder());
            context.recordBefore(conversation.size() - turnStart, reminder, ThreadItem.HANDOFF_REMINDER);
            conversation.add(turnStart, reminder);
        }
    }

    /** Adds an item to the conversation and to the transcript. */
    private void append(Item item) {
        append(item, null);
    }

    private void append(Item item, @Nullable String messageOrigin) {
        conversation.add(item);
        context.record(item, messageOrigin);
    }
}
