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
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.tool.hosted.HostedTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one run loop: asks the model, passes on its events, runs the tools that it calls, and repeats until it has
 * answered. Runs on a virtual thread and blocks. A delegated run is another loop, one level deeper, on a tool's thread.
 */
final class AgentLoop {

    private static final TextNode NO_ANSWER = TextNode.valueOf("");

    private final RunContext context;
    private final String additionalInstructions;
    private final List<Item> conversation;
    private final GuardrailRunner guardrails;
    private final McpDescriptions mcpTools = new McpDescriptions();

    /** Names of the agents that have called a tool. */
    private final Set<String> agentsWithCalls = new HashSet<>();

    private final Reminders reminders = new Reminders();

    /** The agent's run whose turn it is, and its limits; replaced by a handoff. */
    private AgentRun agentRun;

    private AgentLimits limits;

    private List<String> codeFiles = List.of();

    /** Whether a limit cut off the model's last answer. */
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
    AgentLoop(RunContext context, AgentRun agentRun, String additionalInstructions) {
        this.context = context;
        this.agentRun = agentRun;
        this.limits = new AgentLimits(agentRun.agent());
        this.additionalInstructions = additionalInstructions;
        this.conversation = new ArrayList<>(context.conversations().before(agentRun));
        this.guardrails = new GuardrailRunner(context);
    }

    /** Returns the agent's run whose turn it is. */
    AgentRun agentRun() {
        return agentRun;
    }

    /**
     * Adds a message to the conversation, which the transcript has already, and asks the input guardrails.
     *
     * @return the answer, if a guardrail's guidance is the answer; empty if no guardrail tripped
     * @throws AgencyException if a guardrail ended the run
     */
    Optional<JsonNode> receive(UserMessage.PreparedMessage message) throws InterruptedException {
        conversation.addAll(message.forModel());
        codeFiles = message.codeFiles();
        if (agentRun.parent() == null && message.checked().stream().anyMatch(Item::isOfUser)) {
            reminders.onUserMessage(agentRun.agent());
        }
        context.events().emit(new RunEvent.AgentUpdated(agentRun));
        Optional<String> refusal = guardrails.input(agentRun, message.checked());
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
        try (ModelTurn turn = ModelTurn.replay(context, agentRun, model(), QuickReplyCache.stream(model(), answer))) {
            read(turn);
        }
        return FinalAnswer.ofText(agentRun.agent(), answer, null);
    }

    /** Returns the model's text of an answer, as {@link #replay} takes it. Empty if there is no answer. */
    String textOf(JsonNode answer) {
        return answer.equals(NO_ANSWER) ? "" : FinalAnswer.text(agentRun.agent(), answer);
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
            switch (NextStep.after(turn.items(), context.agency(), agentRun.agent(), clientTools())) {
                case NextStep.FinalOutput(String text) -> {
                    TruncatedTurn.refuseSilence(agentRun.name(), text, turn.incompleteReason());
                    if (passesOutputGuardrails(text)) {
                        return FinalAnswer.ofText(agentRun.agent(), text, turn.incompleteReason());
                    }
                }
                case NextStep.AskAgain _ -> TruncatedTurn.refuseSilence(agentRun.name(), "", turn.incompleteReason());
                case NextStep.RunTools(List<Item.FunctionCall> calls) -> {
                    Optional<ToolRunner.FinalToolOutput> finalOutput = runTools(calls, turn.tools());
                    if (finalOutput.isPresent()
                            && passesOutputGuardrails(finalOutput.get().output().text())) {
                        return FinalAnswer.ofTool(agentRun.agent(), finalOutput.get());
                    }
                }
                case NextStep.UnknownTool(Item.PairedCall call) -> throw unknownTool(call);
                case NextStep.AskClient(List<Item.FunctionCall> others) -> {
                    runTools(others, turn.tools());
                    return NO_ANSWER;
                }
                case NextStep.HandOff handOff -> {
                    runTools(handOff.others(), turn.tools());
                    handOff(handOff.call(), handOff.successor(), turn.start());
                }
            }
            if (agentRun.parent() == null) {
                context.storeTurn(agentRun);
            }
            // A run that code waits for belongs to the turn in progress.
            if (context.cancellation().isRequested() && !agentRun.isHidden()) {
                return NO_ANSWER;
            }
        }
    }

    /** Returns whether a limit cut off the model's last answer. */
    boolean isIncomplete() {
        return incomplete;
    }

    private TakenTurn takeTurn() throws InterruptedException {
        if (context.cancellation().mustStop()) {
            throw new InterruptedException();
        }
        limits.countTurn();
        List<HostedTool> hosted = supportsHostedTools() ? context.agency().hostedTools(agentRun.agent()) : List.of();
        TurnTools tools = TurnTools.of(context, agentRun, clientTools(), hosted, codeFiles);
        ModelRequest request = request(tools.forModel());
        RunInterceptor.ModelInput input = new RunInterceptor.ModelInput(request.instructions(), request.input());
        InterceptorChain.Interception<RunInterceptor.ModelInput> interception =
                context.interceptors().beforeModel(context.stepContext(agentRun), input);
        int start = conversation.size();
        if (interception.refusal().isPresent()) {
            return new TakenTurn(
                    start, tools, List.of(answerInstead(interception.refusal().get())), null);
        }
        ModelRequest finalRequest = withChanges(request, input, interception.value());
        try (ModelTurn turn = ModelTurn.ask(context, agentRun, finalRequest, tools)) {
            read(turn);
            reminders.countCalls(
                    agentRun.agent(),
                    turn.items().stream()
                            .filter(Item.HostedCall.class::isInstance)
                            .count());
            if (turn.items().stream().anyMatch(AgentLoop::isCall)) {
                agentsWithCalls.add(agentRun.name());
            }
            TruncatedTurn.refuseCalls(agentRun.name(), turn.items(), turn.incompleteReason());
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

    /** Adds an interceptor's sentence as though the model had said it. */
    private Item answerInstead(String sentence) throws InterruptedException {
        Item.Message answer = Item.message("assistant", sentence);
        append(answer, ThreadItem.INTERCEPTOR_MESSAGE);
        context.events().emit(new RunEvent.MessageCreated(agentRun, answer));
        return answer;
    }

    private static boolean isCall(Item item) {
        return item instanceof Item.FunctionCall || item instanceof Item.HostedCall;
    }

    private AgencyException unknownTool(Item.PairedCall call) {
        return new AgencyException(
                ErrorCode.MODEL_FAILED,
                "Agent " + agentRun.name() + ": the model asked for a " + call.type()
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

    private ModelRequest request(ModelTools tools) {
        Agent agent = agentRun.agent();
        List<HostedTool> leftOut =
                supportsHostedTools() ? List.of() : context.agency().hostedTools(agent);
        ModelRequest request = new ModelRequest(
                agent.name(),
                model(),
                Instructions.of(context.agency(), agent, context.userContext(), additionalInstructions, leftOut),
                Conversation.wellFormed(
                        reminders.addTo(conversation, agent, context.userContext()), Function.identity()),
                tools,
                context.models()
                        .settings(
                                agent.model(),
                                agent.settings(),
                                context.options().clientConfig()),
                agent.outputType()
                        .map(type -> new OutputSchema(type.name(), type.strictSchema()))
                        .orElse(null),
                context.options().clientConfig());
        // Also after handoffs that led away from the agent and back to it.
        return agentsWithCalls.contains(agent.name()) || forcesWhatIsNotOffered(tools, leftOut)
                ? request.withoutForcedTool()
                : request;
    }

    /**
     * Returns whether the settings force a tool that the model is not offered, a request that its provider would
     * refuse.
     */
    private boolean forcesWhatIsNotOffered(ModelTools tools, List<HostedTool> leftOut) {
        if (tools.equals(ModelTools.NONE)) {
            return true;
        }
        String choice = agentRun.agent().settings().toolChoice();
        if (choice == null) {
            return false;
        }
        List<String> names = tools.functions().stream().map(ToolSpec::name).toList();
        return leftOut.stream().anyMatch(tool -> tool.name().equals(choice))
                || context.agency().tools(agentRun.agent()).stream()
                        .map(tool -> tool.spec().name())
                        .anyMatch(name -> name.equals(choice) && !names.contains(name));
    }

    private boolean supportsHostedTools() {
        return context.models().supportsHostedTools(model());
    }

    private String model() {
        return context.models()
                .model(agentRun.agent().model(), context.options().clientConfig());
    }

    /** Returns the tools that the client runs; only the agent that talks to the user may call them. */
    private List<ToolSpec> clientTools() {
        return agentRun.parent() == null ? context.options().clientTools() : List.of();
    }

    private JsonNode refuse(String guidance) throws InterruptedException {
        if (agentRun.agent().raiseInputGuardrailError()) {
            append(Item.message("system", guidance), ThreadItem.INPUT_GUARDRAIL_ERROR);
            throw new AgencyException(
                    ErrorCode.GUARDRAIL, "Agent " + agentRun.name() + " refused the message: " + guidance);
        }
        Item.Message answer = Item.message("assistant", guidance);
        append(answer, ThreadItem.INPUT_GUARDRAIL_MESSAGE);
        context.events().emit(new RunEvent.MessageCreated(agentRun, answer));
        return TextNode.valueOf(guidance);
    }

    /** Returns whether an answer passes the output guardrails; otherwise adds their guidance for the model. */
    private boolean passesOutputGuardrails(String text) throws InterruptedException {
        Optional<String> guidance = guardrails.output(agentRun, text);
        if (guidance.isEmpty()) {
            return true;
        }
        append(Item.message("system", guidance.get()), ThreadItem.OUTPUT_GUARDRAIL_ERROR);
        limits.countRejected(guidance.get());
        return false;
    }

    private Optional<ToolRunner.FinalToolOutput> runTools(List<Item.FunctionCall> calls, TurnTools tools)
            throws InterruptedException {
        reminders.countCalls(agentRun.agent(), calls.size());
        IdentityHashMap<Item.FunctionCall, Item.FunctionCallOutput> outputs = new IdentityHashMap<>();
        try {
            return new ToolRunner(context, agentRun, tools).run(calls, outputs);
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
        context.events().emit(new RunEvent.HandoffRequested(agentRun, call));
        AgentRun from = agentRun;
        // With the original's blank, which Jackson would not write. A name has no characters that JSON escapes.
        Item.FunctionCallOutput output = Item.output(call, "{\"assistant\": \"" + successor.name() + "\"}");
        append(output);
        addHandoffReminder(successor, turnStart);
        agentRun = from.handOffTo(successor);
        limits = new AgentLimits(successor);
        context.events().emit(new RunEvent.HandoffOccurred(from, agentRun, call, output));
        context.events().emit(new RunEvent.AgentUpdated(agentRun));
    }

    /**
     * Adds the message that tells the next agent that it has taken over. It goes before the turn that handed over, as
     * in the original, where it separates neither a call from its reasoning nor calls from their outputs.
     */
    private void addHandoffReminder(Agent successor, int turnStart) {
        if (!context.agency().isSilent(agentRun.agent(), successor)) {
            Item.Message reminder = Item.systemMessage(successor.handoffReminder());
            agentRun.transcript()
                    .addBefore(
                            conversation.size() - turnStart, reminder, agentRun.origin(), ThreadItem.HANDOFF_REMINDER);
            conversation.add(turnStart, reminder);
        }
    }

    /** Adds an item to the conversation and to the transcript. */
    private void append(Item item) {
        append(item, null);
    }

    private void append(Item item, @Nullable String messageOrigin) {
        conversation.add(item);
        agentRun.transcript().add(item, agentRun.origin(), messageOrigin);
    }
}
