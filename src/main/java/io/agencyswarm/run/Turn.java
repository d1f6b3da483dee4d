package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.usage.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One answer of the model on its way into a loop's conversation and to the client. */
final class Turn {

    private final AgentLoop loop;
    private final RunContext run;
    private final Agent agent;
    private final Origin origin;

    Turn(AgentLoop loop) {
        this.loop = loop;
        this.run = loop.run();
        this.agent = loop.agent();
        this.origin = loop.origin();
    }

    /**
     * What the model said.
     *
     * @param usage what that used
     * @param cutBy the limit that cut it short, null where it is whole
     */
    record Heard(
            List<Item> items, TokenUsage usage, @Nullable String cutBy) {}

    /** Asks the model. */
    Heard take() throws InterruptedException {
        ModelRequest request = request();
        run.countModelRequest(agent.name());
        Heard heard = loop.observe(new Step.ModelRequest(agent.name(), request.model()), step -> ask(request, step));
        announceMessages(heard.items());
        return heard;
    }

    private Heard ask(ModelRequest request, Observed step) throws InterruptedException {
        step.span().input(request.input());
        try (ModelStream stream = run.models().open(request)) {
            Heard heard = listen(stream, step);
            step.use(run.addUsage(request.model(), heard.usage()));
            if (heard.cutBy() != null) {
                step.span().cutBy(heard.cutBy());
            }
            step.span().output(heard.items());
            return heard;
        } catch (ModelException failure) {
            throw new AgencyException(
                    failure.code(), "Agent " + agent.name() + ": " + sentence(failure.getMessage()), failure);
        }
    }

    /** Says what the model once answered, as if it did so now. */
    void recite(String answer) throws InterruptedException {
        try (ModelStream stream = new KnownAnswer(loop.model(), answer)) {
            announceMessages(listen(stream, new Observed(Span.NONE)).items());
        }
    }

    private Heard listen(ModelStream stream, Observed step) throws InterruptedException {
        List<Item> said = new ArrayList<>();
        CallIds callIds = new CallIds();
        long bytes = 0;
        int calls = 0;
        for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
            bytes += event.json().length;
            if (bytes > run.limits().answerBytes()) {
                throw tooLong();
            }
            step.heard(event);
            run.emit(new RunEvent.ModelSent(origin, event));
            switch (event) {
                case ModelEvent.Progress _ -> {}
                case ModelEvent.ItemDone done -> {
                    run.countKept(agent.name(), done.json().length);
                    Item item = callIds.unique(done.item());
                    calls += item instanceof Item.FunctionCall ? 1 : 0;
                    if (calls > run.limits().callsPerTurn()) {
                        throw tooManyCalls();
                    }
                    said.add(item);
                    hear(item, done.callId());
                }
                case ModelEvent.Completed completed -> {
                    return new Heard(said, completed.usage(), completed.cutBy());
                }
                case ModelEvent.Failed failed -> {
                    if (failed.usage() != null) {
                        step.use(run.addUsage(loop.model(), failed.usage()));
                    }
                    throw new ModelException(ErrorCode.MODEL_FAILED, "the model gave up: " + failed.message(), null);
                }
            }
        }
        throw new ModelException(ErrorCode.MODEL_UNREACHABLE, "the model's answer ended before it was whole", null);
    }

    private ModelException tooManyCalls() {
        return new ModelException(
                ErrorCode.MODEL_FAILED,
                "the model's answer has more than " + run.limits().callsPerTurn()
                        + " calls (agency-swarm.limits.calls-per-turn)",
                null);
    }

    private ModelException tooLong() {
        return new ModelException(
                ErrorCode.MODEL_FAILED,
                "the model's answer is longer than " + run.limits().answerBytes()
                        + " bytes of events (agency-swarm.limits.answer-bytes)",
                null);
    }

    private void hear(Item item, @Nullable String modelCallId) throws InterruptedException {
        loop.say(item);
        switch (item) {
            case Item.FunctionCall call ->
                run.emit(new RunEvent.ToolCalled(origin, call, Objects.requireNonNullElse(modelCallId, call.callId())));
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

    private ModelRequest request() {
        @Nullable
        OutputSchema output = agent.outputType()
                .map(type -> new OutputSchema(type.name(), type.strictSchema()))
                .orElse(null);
        ModelRequest request = new ModelRequest(
                agent.name(),
                loop.model(),
                instructions(),
                Conversation.wellFormed(loop.conversation(), Function.identity()),
                loop.tools(),
                agent.settings(),
                output,
                run.options().binding());
        return loop.hasCalledATool() ? request.withoutForcedTool() : request;
    }

    private String instructions() {
        List<String> parts = new ArrayList<>();
        parts.add(run.agency().sharedInstructions());
        parts.add(ownInstructions());
        parts.removeIf(String::isBlank);
        String standing = String.join("\n\n", parts);
        String additional = loop.additionalInstructions();
        if (additional.isBlank()) {
            return standing;
        }
        return standing.isEmpty() ? additional : standing + "\n\n---\n\n" + additional;
    }

    private String ownInstructions() {
        try {
            return agent.instructions(run.userContext());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "Agent " + agent.name() + ": its instructions could not be made: " + AgencyException.reason(e),
                    e);
        }
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }
}
