package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The one run loop: ask the model, pass on what it sends, do what it wants, until it has answered. Runs on a virtual
 * thread and blocks. A delegated run is another loop, one level deeper, on a tool's thread.
 */
final class AgentLoop {

    private final RunContext run;
    private final Transcript transcript;
    private final int depth;
    private final String additionalInstructions;
    private final List<Item> conversation;

    private Agent agent;
    private Origin origin;
    private int turns;

    /**
     * A loop before its first turn.
     *
     * @param depth levels of delegation above it
     * @param conversation what was said before
     */
    AgentLoop(
            RunContext run,
            Agent agent,
            Origin origin,
            Transcript transcript,
            int depth,
            String additionalInstructions,
            List<Item> conversation) {
        this.run = run;
        this.agent = agent;
        this.origin = origin;
        this.transcript = transcript;
        this.depth = depth;
        this.additionalInstructions = additionalInstructions;
        this.conversation = new ArrayList<>(conversation);
    }

    int depth() {
        return depth;
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

    Transcript transcript() {
        return transcript;
    }

    /**
     * Answers a message.
     *
     * @return the answer's text; empty where the run was cancelled after a turn that was not the last
     * @throws AgencyException if the model, a limit or a tool ended the run
     * @throws InterruptedException if the run was cancelled at once
     */
    String answer(List<Item> message) throws InterruptedException {
        for (Item item : message) {
            say(item);
        }
        run.emit(new RunEvent.AgentUpdated(origin));
        while (true) {
            List<Item> turn = takeTurn();
            switch (NextStep.after(turn, run.agency(), agent)) {
                case NextStep.FinalOutput(String text) -> {
                    return text;
                }
                case NextStep.RunTools(List<Item.FunctionCall> calls) -> runTools(calls);
                case NextStep.HandOff handOff -> {
                    runTools(handOff.others());
                    handOff(handOff.call(), handOff.successor());
                }
            }
            if (run.cancellation().requested()) {
                return "";
            }
        }
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
        run.countModelRequest(agent.name());
        List<Item> said = new ArrayList<>();
        try (ModelStream stream = run.models().open(request())) {
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                run.emit(new RunEvent.ModelSent(origin, event));
                switch (event) {
                    case ModelEvent.Progress _ -> {}
                    case ModelEvent.ItemDone done -> {
                        said.add(done.item());
                        hear(done.item());
                    }
                    case ModelEvent.Completed completed -> {
                        run.addUsage(model(), completed.usage());
                        announceMessages(said);
                        return said;
                    }
                    case ModelEvent.Failed failed ->
                        throw new ModelException(
                                ErrorCode.MODEL_FAILED, "the model gave up: " + failed.message(), null);
                }
            }
            throw new ModelException(ErrorCode.MODEL_UNREACHABLE, "the model's answer ended before it was whole", null);
        } catch (ModelException failure) {
            throw new AgencyException(
                    failure.code(), "Agent " + agent.name() + ": " + sentence(failure.getMessage()), failure);
        }
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private ModelRequest request() {
        return new ModelRequest(
                agent.name(),
                model(),
                instructions(),
                Conversation.wellFormed(conversation, Function.identity()),
                FlowTools.specs(run.agency(), agent),
                agent.settings());
    }

    private String model() {
        return agent.model().orElse(run.models().defaultModel());
    }

    private String instructions() {
        List<String> parts = new ArrayList<>();
        parts.add(run.agency().sharedInstructions());
        parts.add(ownInstructions());
        parts.removeIf(String::isBlank);
        String standing = String.join("\n\n", parts);
        if (additionalInstructions.isBlank()) {
            return standing;
        }
        return standing.isEmpty() ? additionalInstructions : standing + "\n\n---\n\n" + additionalInstructions;
    }

    private String ownInstructions() {
        try {
            return agent.instructions(run.userContext());
        } catch (RuntimeException failure) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "Agent " + agent.name() + ": its instructions could not be made: "
                            + AgencyException.reason(failure),
                    failure);
        }
    }

    private void hear(Item item) throws InterruptedException {
        say(item);
        switch (item) {
            case Item.FunctionCall call -> run.emit(new RunEvent.ToolCalled(origin, call));
            case Item.Reasoning reasoning -> run.emit(new RunEvent.ReasoningCreated(origin, reasoning));
            case Item.Message _, Item.FunctionCallOutput _, Item.Other _ -> {}
        }
    }

    private void announceMessages(List<Item> said) throws InterruptedException {
        for (Item item : said) {
            if (item instanceof Item.Message message) {
                run.emit(new RunEvent.MessageCreated(origin, message));
            }
        }
    }

    private void runTools(List<Item.FunctionCall> calls) throws InterruptedException {
        Map<String, Item.FunctionCallOutput> outputs = new HashMap<>();
        try {
            new ToolRunner(this).run(calls, outputs);
        } finally {
            // What was whole stays, in the order of the calls, even where another call ended the run.
            for (Item.FunctionCall call : calls) {
                Item.FunctionCallOutput output = outputs.get(call.callId());
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
        origin = run.origin(successor.name(), origin.callerAgent(), origin.parentRunId());
        turns = 0;
        run.emit(new RunEvent.HandoffOccurred(origin, output, from));
        run.emit(new RunEvent.AgentUpdated(origin));
    }

    private void say(Item item) {
        conversation.add(item);
        transcript.add(item, origin);
    }
}
