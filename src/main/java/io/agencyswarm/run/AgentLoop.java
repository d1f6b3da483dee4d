package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.observe.Step;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one run loop: ask the model, pass on what it sends, do what it wants, until it has answered. Runs on a virtual
 * thread and blocks. A delegated run is another loop, one level deeper, on a tool's thread.
 */
final class AgentLoop {

    private static final TextNode NOTHING = TextNode.valueOf("");

    private final RunContext run;
    private final Level level;
    private final String additionalInstructions;
    private final List<Item> conversation;
    private final Guards guards;

    /** The agents that have called a tool. */
    private final Set<String> callers = new HashSet<>();

    private Agent agent;
    private Origin origin;
    private List<String> codeFiles = List.of();
    private int turns;
    private int trips;
    private @Nullable String cutBy;

    /**
     * A loop before its first turn. It knows what its agent and whoever asks there have said so far.
     *
     * @param additionalInstructions may be empty
     */
    AgentLoop(RunContext run, Level level, Agent agent, String additionalInstructions) {
        this.run = run;
        this.level = level;
        this.agent = agent;
        this.origin = run.origin(agent.name(), level.caller(), level.callId());
        this.additionalInstructions = additionalInstructions;
        this.conversation = new ArrayList<>(run.conversation(agent.name(), level.caller()));
        this.guards = new Guards(run.userContext());
    }

    Level level() {
        return level;
    }

    Agent agent() {
        return agent;
    }

    Origin origin() {
        return origin;
    }

    RunContext run() {
        return run;
    }

    String additionalInstructions() {
        return additionalInstructions;
    }

    List<Item> conversation() {
        return conversation;
    }

    /** Whether the agent at hand has called a tool in this run, before a handoff that led back to it too. */
    boolean hasCalledATool() {
        return callers.contains(agent.name());
    }

    String model() {
        return run.models().model(agent.model(), run.options().binding());
    }

    /** What the client runs itself; only the agent that talks to the user may ask for it. */
    List<ToolSpec> clientTools() {
        return level.depth() == 0 ? run.options().clientTools() : List.of();
    }

    /** What the agent's model may use in its next turn. */
    ModelTools tools() {
        List<ToolSpec> functions = new ArrayList<>(FlowTools.specs(run.agency(), agent));
        functions.addAll(clientTools());
        return new ModelTools(functions, codeFiles);
    }

    /**
     * Takes a message in, and has the input guardrails look at it.
     *
     * @return the answer, if that is a guardrail's guidance; empty if the message may pass
     * @throws AgencyException if a guardrail ended the run
     */
    Optional<JsonNode> hear(UserMessage.Prepared message) throws InterruptedException {
        message.said().forEach(item -> level.transcript().add(item, origin));
        conversation.addAll(message.sent());
        codeFiles = message.codeFiles();
        run.emit(new RunEvent.AgentUpdated(origin));
        Optional<String> refusal = guards.input(agent, message.asked());
        return refusal.isPresent() ? Optional.of(refuse(refusal.get())) : Optional.empty();
    }

    /** Says what the model once answered to the same message. */
    JsonNode recite(String known) throws InterruptedException {
        new Turn(this).recite(known);
        return output(known);
    }

    /**
     * Answers what was heard.
     *
     * @return the answer; empty text where the run was cancelled after a turn that was not the last, or goes on in the
     *     client
     * @throws AgencyException if the model, a limit, a guardrail or a tool ended the run
     * @throws InterruptedException if the run was cancelled at once
     */
    JsonNode answer() throws InterruptedException {
        while (true) {
            List<Item> said = takeTurn();
            switch (NextStep.after(said, run.agency(), agent, clientTools())) {
                case NextStep.FinalOutput(String text) -> {
                    CutTurn.refuseSilence(agent.name(), text, cutBy);
                    if (passes(text)) {
                        return output(text);
                    }
                }
                case NextStep.RunTools(List<Item.FunctionCall> calls) -> runTools(calls);
                case NextStep.AskClient(List<Item.FunctionCall> others) -> {
                    runTools(others);
                    return NOTHING;
                }
                case NextStep.HandOff handOff -> {
                    runTools(handOff.others());
                    handOff(handOff.call(), handOff.successor());
                }
            }
            if (run.cancellation().requested()) {
                return NOTHING;
            }
        }
    }

    /** Whether the model's last answer is only a part of what it would have said. */
    boolean cutShort() {
        return cutBy != null;
    }

    private List<Item> takeTurn() throws InterruptedException {
        if (run.cancellation().stopped()) {
            throw new InterruptedException();
        }
        if (++turns > agent.maxTurns()) {
            throw new AgencyException(
                    ErrorCode.TURN_LIMIT,
                    "Agent " + agent.name() + " did not come to an answer in " + agent.maxTurns()
                            + " turns, which is all it may take (Agent.maxTurns).");
        }
        Turn.Heard heard = new Turn(this).take();
        cutBy = heard.cutBy();
        if (heard.items().stream().anyMatch(Item.FunctionCall.class::isInstance)) {
            callers.add(agent.name());
        }
        CutTurn.refuseCalls(agent.name(), heard.items(), cutBy);
        return heard.items();
    }

    private JsonNode refuse(String guidance) throws InterruptedException {
        if (agent.raiseInputGuardrailError()) {
            say(Item.message("system", guidance), ThreadItem.INPUT_GUARDRAIL_ERROR);
            throw new AgencyException(
                    ErrorCode.GUARDRAIL, "Agent " + agent.name() + " refused the message: " + guidance);
        }
        Item.Message answer = Item.message("assistant", guidance);
        say(answer, ThreadItem.INPUT_GUARDRAIL_MESSAGE);
        run.emit(new RunEvent.MessageCreated(origin, answer));
        return TextNode.valueOf(guidance);
    }

    /** Whether an answer may count; else the model has been told why not. */
    private boolean passes(String text) throws InterruptedException {
        Optional<String> guidance = guards.output(agent, text);
        if (guidance.isEmpty()) {
            return true;
        }
        say(Item.message("system", guidance.get()), ThreadItem.OUTPUT_GUARDRAIL_ERROR);
        if (++trips > agent.validationAttempts()) {
            throw new AgencyException(
                    ErrorCode.GUARDRAIL,
                    "Agent " + agent.name() + " gave no answer that may pass, in " + trips
                            + (trips == 1 ? " attempt" : " attempts") + " (Agent.validationAttempts): "
                            + guidance.get());
        }
        return false;
    }

    private JsonNode output(String text) {
        if (agent.outputType().isEmpty()) {
            return TextNode.valueOf(text);
        }
        try {
            return agent.outputType().get().read(text);
        } catch (InvalidRequestException misfit) {
            String why = cutBy == null
                    ? misfit.getMessage()
                    : "The model was stopped in the middle of it by " + cutBy + CutTurn.advice(cutBy);
            throw new AgencyException(
                    ErrorCode.MODEL_FAILED,
                    "Agent " + agent.name() + ": its answer is no "
                            + agent.outputType().get().name() + ". " + why,
                    misfit);
        }
    }

    private void runTools(List<Item.FunctionCall> calls) throws InterruptedException {
        IdentityHashMap<Item.FunctionCall, Item.FunctionCallOutput> outputs = new IdentityHashMap<>();
        try {
            new ToolRunner(this).run(calls, outputs);
        } finally {
            // What was whole stays, in the order of the calls, even where another call ended the run.
            for (Item.FunctionCall call : calls) {
                Item.FunctionCallOutput output = outputs.get(call);
                if (output != null) {
                    say(output);
                }
            }
        }
    }

    private void handOff(Item.FunctionCall call, Agent successor) throws InterruptedException {
        run.emit(new RunEvent.HandoffRequested(origin, call));
        String from = agent.name();
        Item.FunctionCallOutput output = Item.output(call, "{\"assistant\": \"" + successor.name() + "\"}");
        say(output);
        agent = successor;
        origin = run.origin(successor.name(), level.caller(), level.callId());
        turns = 0;
        trips = 0;
        run.emit(new RunEvent.HandoffOccurred(origin, output, from));
        run.emit(new RunEvent.AgentUpdated(origin));
    }

    /** Takes a step that observers see. */
    <T> T observe(Step step, Observed.Work<T> work) throws InterruptedException {
        return Observed.step(run, level.span(), step, work);
    }

    /** Adds to the conversation and to the transcript. */
    void say(Item item) {
        say(item, null);
    }

    private void say(Item item, @Nullable String messageOrigin) {
        conversation.add(item);
        level.transcript().add(item, origin, messageOrigin);
    }
}
