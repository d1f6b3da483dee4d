package io.agencyswarm.run.turn;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The next step of an agent's loop after a turn of the model. */
public sealed interface NextStep {

    /** The type of a tool search call, which the provider may have run itself. */
    String TOOL_SEARCH = "tool_search_call";

    /** The agent has answered; the text may be empty. */
    record FinalAnswer(String text) implements NextStep {}

    /** The model calls tools; their outputs go back to it. */
    record RunTools(List<Item.FunctionCall> calls) implements NextStep {}

    /** The provider has run tools, and the model has not answered yet. */
    record AskAgain() implements NextStep {}

    /** The model's only output is a call of a kind that this service does not run. */
    record UnknownTool(Item.OtherCall call) implements NextStep {}

    /**
     * The model calls tools that the client runs, or asks for its approval: the run ends, and the client sends their
     * outputs with its next request.
     *
     * @param others the model's other calls
     */
    record AskClient(List<Item.FunctionCall> others) implements NextStep {}

    /**
     * Another agent continues the conversation.
     *
     * @param others the model's other calls
     */
    record HandOff(Item.FunctionCall call, Agent successor, List<Item.FunctionCall> others) implements NextStep {}

    /**
     * Decides by the model's items: a handoff comes first, then tools, otherwise the answer is its text, which may be
     * empty.
     *
     * @param isClientTool returns whether the client runs the tool of a call
     */
    static NextStep after(List<Item> turn, Agency agency, Agent agent, Predicate<Item.FunctionCall> isClientTool) {
        List<Item.FunctionCall> calls = turn.stream()
                .filter(Item.FunctionCall.class::isInstance)
                .map(Item.FunctionCall.class::cast)
                .toList();
        for (Item.FunctionCall call : calls) {
            Optional<Agent> successor = successor(call, agency, agent);
            if (successor.isPresent()) {
                List<Item.FunctionCall> others = new ArrayList<>(calls);
                others.remove(call);
                return new HandOff(call, successor.get(), others);
            }
        }
        List<Item.FunctionCall> ours =
                calls.stream().filter(isClientTool.negate()).toList();
        if (ours.size() < calls.size() || turn.stream().anyMatch(NextStep::asksForApproval)) {
            return new AskClient(ours);
        }
        return calls.isEmpty() ? withoutCalls(turn) : new RunTools(calls);
    }

    private static NextStep withoutCalls(List<Item> turn) {
        String text = TurnText.of(turn);
        if (!text.isBlank()) {
            return new FinalAnswer(text);
        }
        for (Item item : turn) {
            if (item instanceof Item.OtherCall call && !call.type().equals(TOOL_SEARCH)) {
                return new UnknownTool(call);
            }
        }
        return turn.stream().anyMatch(NextStep::isHosted) ? new AskAgain() : new FinalAnswer(text);
    }

    private static boolean asksForApproval(Item item) {
        return item instanceof Item.OtherCall call && call.asksForApproval();
    }

    /** Returns whether an item reports something that the provider has run. */
    private static boolean isHosted(Item item) {
        return switch (item) {
            case Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _ -> true;
            case Item.Other other -> other.type().equals(TOOL_SEARCH);
            case Item.Message _, Item.FunctionCall _, Item.FunctionCallOutput _, Item.Reasoning _ -> false;
        };
    }

    /** Returns the agent that a call hands over to; empty if it is not a handoff. */
    static Optional<Agent> successor(Item.FunctionCall call, Agency agency, Agent agent) {
        return agency.handoffs(agent).stream()
                .filter(candidate -> FlowTools.transferToolName(candidate).equals(call.name()))
                .findFirst();
    }
}
