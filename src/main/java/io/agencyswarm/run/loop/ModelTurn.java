package io.agencyswarm.run.loop;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.turn.CallIds;
import io.agencyswarm.run.turn.ModelOutputSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One streamed output of a model: passes its events to the run's log, and returns its items. Not thread-safe. */
final class ModelTurn implements AutoCloseable {

    private final RunContext run;
    private final AgentContext context;
    private final AgentRun from;
    private final String model;
    private final ObservedStep step;
    private final ModelStream stream;
    private final TurnTools tools;

    /** Whether a model was asked, so that its usage counts. */
    private final boolean isSent;

    private final List<Item> items = new ArrayList<>();
    private final CallIds callIds = new CallIds();

    private final ModelOutputSize size;
    private int calls;
    private @Nullable String modelCallId;
    private @Nullable String incompleteReason;

    private ModelTurn(
            AgentContext context,
            String model,
            ObservedStep step,
            ModelStream stream,
            TurnTools tools,
            boolean isSent) {
        this.run = context.run();
        this.context = context;
        this.from = context.agentRun();
        this.model = model;
        this.step = step;
        this.stream = stream;
        this.tools = tools;
        this.isSent = isSent;
        this.size = new ModelOutputSize(run.limits().answerBytes());
    }

    /**
     * Asks a model, unless the run has reached its limit of model requests.
     *
     * @param tools the tools that the model may call
     */
    static ModelTurn ask(AgentContext context, ModelRequest request, TurnTools tools) throws InterruptedException {
        context.run().quota().countModelRequest(context.name());
        ObservedStep step = context.begin(new Step.ModelCall(context.name(), request.model()));
        try {
            step.span().input(request.input());
            ModelStream stream = context.run().models().open(request);
            return new ModelTurn(context, request.model(), step, stream, tools, true);
        } catch (ModelException e) {
            try (step) {
                throw step.fail(explain(context.name(), e));
            }
        } catch (Throwable e) {
            step.close();
            throw e;
        }
    }

    /** Replays a known answer as though a model gave it now. */
    static ModelTurn replay(AgentContext context, String model, ModelStream answer) {
        Step replayedStep = new Step.ModelCall(context.name(), model);
        ObservedStep step =
                ObservedStep.begin(Span.NONE, replayedStep, context.run().cancellation());
        return new ModelTurn(context, model, step, answer, TurnTools.NONE, false);
    }

    /**
     * Waits for the next complete item, and passes on the events before it.
     *
     * @return null at the output's end
     */
    @Nullable
    Item next() throws InterruptedException {
        try {
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                pass(event);
                switch (event) {
                    case ModelEvent.Forwarded _ -> {}
                    case ModelEvent.ItemDone itemDone -> {
                        return completeItem(itemDone);
                    }
                    case ModelEvent.Completed completed -> {
                        end(completed);
                        return null;
                    }
                    case ModelEvent.Failed failed -> throw failure(failed);
                }
            }
            throw new ModelException(
                    ErrorCode.MODEL_UNREACHABLE, "the model's answer ended before it was complete", null);
        } catch (ModelException e) {
            throw step.fail(explain(from.name(), e));
        } catch (AgencyException e) {
            throw step.fail(e);
        }
    }

    /**
     * Emits the event of the item that {@link #next} returned last.
     *
     * @param description the MCP server's description of the tool that the item calls
     */
    void announce(Item item, @Nullable String description) throws InterruptedException {
        switch (item) {
            case Item.FunctionCall call ->
                context.emit(new RunEvent.ToolCalled(
                        from, call, Objects.requireNonNullElse(modelCallId, call.callId()), tools.find(call)));
            case Item.Reasoning reasoning -> context.emit(new RunEvent.ReasoningCreated(from, reasoning));
            case Item.Message _, Item.FunctionCallOutput _ -> {}
            case Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ -> {
                if (!isReportedAtTurnEnd(item)) {
                    context.emit(new RunEvent.ItemCreated(from, item, description));
                }
            }
        }
    }

    /** Emits the events of messages and of other items that are reported when the turn has ended. */
    void announceRest() throws InterruptedException {
        for (Item item : items) {
            if (item instanceof Item.Message message) {
                context.emit(new RunEvent.MessageCreated(from, message));
            } else if (isReportedAtTurnEnd(item)) {
                context.emit(new RunEvent.ItemCreated(from, item, null));
            }
        }
    }

    /** The order is the original's. */
    private static boolean isReportedAtTurnEnd(Item item) {
        return switch (item) {
            case Item.OtherCall call -> call.asksForApproval() || call.type().equals("custom_tool_call");
            case Item.Other other -> other.type().equals(Item.Other.MCP_TOOLS);
            case Item.Message _,
                    Item.FunctionCall _,
                    Item.FunctionCallOutput _,
                    Item.HostedCall _,
                    Item.OtherCallOutput _,
                    Item.Reasoning _ -> false;
        };
    }

    /** Returns the complete items of the output, in order. */
    List<Item> items() {
        return items;
    }

    /** Returns the limit that cut the output off; null if it is complete. */
    @Nullable
    String incompleteReason() {
        return incompleteReason;
    }

    @Override
    public void close() {
        try (step) {
            stream.close();
        }
    }

    private void pass(ModelEvent event) throws InterruptedException {
        size.add(event.json().length);
        step.onModelEvent(event);
        context.emit(new RunEvent.ModelSent(from, event));
    }

    private Item completeItem(ModelEvent.ItemDone itemDone) {
        Item item = callIds.unique(itemDone.item());
        int imageLength = item instanceof Item.HostedCall call ? call.image().length() : 0;
        size.add(imageLength);
        run.quota().countKept(from.name(), itemDone.json().length + (long) imageLength);
        calls += item instanceof Item.FunctionCall ? 1 : 0;
        if (calls > run.limits().callsPerTurn()) {
            throw new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's answer has more than " + run.limits().callsPerTurn()
                            + " calls (agency-swarm.limits.calls-per-turn)",
                    null);
        }
        modelCallId = itemDone.callId();
        items.add(item);
        return item;
    }

    private void end(ModelEvent.Completed completed) {
        incompleteReason = completed.incompleteReason();
        if (isSent) {
            step.use(run.countUsage(model, completed.usage()));
        }
        if (incompleteReason != null) {
            step.span().incomplete(incompleteReason);
        }
        step.span().output(items);
        step.succeed();
    }

    private ModelException failure(ModelEvent.Failed failed) {
        if (failed.usage() != null) {
            step.use(run.countUsage(model, failed.usage()));
        }
        return new ModelException(
                ErrorCode.MODEL_FAILED, "the model server reported a failure: " + failed.message(), null);
    }

    private static AgencyException explain(String agent, ModelException failure) {
        String why = String.valueOf(failure.getMessage());
        String sentence = why.endsWith(".") || why.endsWith("?") ? why : why + ".";
        return new AgencyException(failure.code(), "Agent " + agent + ": " + sentence, failure);
    }
}
