package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.agency.SendTool;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.call.RunScope;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolResult;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one turn concurrently, except those of tools that allow one call at a time. Each call has its own
 * virtual thread, on which a delegated run takes place. A tool runs in the {@link ToolExecutor} while that thread
 * waits, so a delegation, which waits for tools, takes no permit from them. When the run is cancelled, or one call
 * fails it, the other calls are interrupted and abandoned: the run does not wait for a tool that ignores the interrupt.
 */
final class ToolRunner {

    private static final Logger LOG = Logger.getLogger(ToolRunner.class);

    private final RunContext context;
    private final AgentRun agentRun;
    private final TurnTools tools;

    /**
     * Creates a runner for the calls of one turn.
     *
     * @param tools what the agent's model may call
     */
    ToolRunner(RunContext context, AgentRun agentRun, TurnTools tools) {
        this.context = context;
        this.agentRun = agentRun;
        this.tools = tools;
    }

    /** A call on its thread; it adds itself to the queue of completed calls when it is done. */
    private static final class CallTask extends FutureTask<ToolResult> {

        private final Item.FunctionCall call;
        private final LinkedBlockingQueue<CallTask> endedTasks;

        private CallTask(Item.FunctionCall call, LinkedBlockingQueue<CallTask> endedTasks, ToolRunner runner) {
            super(() -> runner.execute(call));
            this.call = call;
            this.endedTasks = endedTasks;
        }

        @Override
        protected void done() {
            endedTasks.add(this);
        }
    }

    /**
     * The output of a tool whose result ends the turn.
     *
     * @param value the value that clients get
     */
    record FinalToolOutput(Item.FunctionCallOutput output, JsonNode value) {}

    /**
     * Runs the calls, and emits an event for each output when its call completes.
     *
     * @param outputs receives the outputs by call, also those that came before a failure
     * @return the output that is the agent's answer, of the first such call; empty if no tool ended the turn
     */
    Optional<FinalToolOutput> run(
            List<Item.FunctionCall> calls, IdentityHashMap<Item.FunctionCall, Item.FunctionCallOutput> outputs)
            throws InterruptedException {
        IdentityHashMap<Item.FunctionCall, FinalToolOutput> finalOutputs = new IdentityHashMap<>();
        for (List<Item.FunctionCall> group : groups(calls)) {
            runConcurrently(group, outputs, finalOutputs);
        }
        return calls.stream().filter(finalOutputs::containsKey).findFirst().map(finalOutputs::get);
    }

    /** Groups the calls that may run concurrently, in order; a call that has to run alone is its own group. */
    private List<List<Item.FunctionCall>> groups(List<Item.FunctionCall> calls) {
        List<List<Item.FunctionCall>> groups = new ArrayList<>();
        boolean open = false;
        for (Item.FunctionCall call : calls) {
            Tool tool = tools.find(call);
            boolean alone = tool != null && tool.oneAtATime();
            if (alone || !open) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(call);
            open = !alone;
        }
        return groups;
    }

    private void runConcurrently(
            List<Item.FunctionCall> calls,
            IdentityHashMap<Item.FunctionCall, Item.FunctionCallOutput> outputs,
            IdentityHashMap<Item.FunctionCall, FinalToolOutput> finalOutputs)
            throws InterruptedException {
        LinkedBlockingQueue<CallTask> endedTasks = new LinkedBlockingQueue<>();
        List<CallTask> running = new ArrayList<>(calls.size());
        try {
            for (Item.FunctionCall call : calls) {
                CallTask task = new CallTask(call, endedTasks, this);
                running.add(task);
                Thread.ofVirtual().start(task);
            }
            for (int i = 0; i < calls.size(); i++) {
                CallTask task = endedTasks.take();
                ToolResult result = resultOf(task);
                Item.FunctionCallOutput output = Item.output(task.call, result.output());
                context.budget().countKept(agentRun.name(), Json.bytes(output.json()).length);
                outputs.put(task.call, output);
                Tool tool = tools.find(task.call);
                if (tool != null && tool.endsTurn() && result instanceof ToolResult.Value) {
                    finalOutputs.put(task.call, new FinalToolOutput(output, result.value()));
                }
                context.events().emit(new RunEvent.ToolReturned(agentRun, task.call, output, result.value(), tool));
            }
        } finally {
            running.forEach(task -> task.cancel(true));
        }
    }

    private static ToolResult resultOf(Future<ToolResult> ended) throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case AgencyException expected -> throw expected;
                case InterruptedException interrupted -> throw interrupted;
                case VirtualMachineError fatal -> throw fatal;
                case null, default ->
                    throw new AgencyException(
                            ErrorCode.INTERNAL, "A tool call failed unexpectedly; the log has the cause.", e);
            }
        }
    }

    private ToolResult execute(Item.FunctionCall call) throws InterruptedException {
        Agency agency = context.agency();
        Agent agent = agentRun.agent();
        Optional<SendTool> sendTool = FlowTools.sendTool(agency, agent, call.name());
        if (sendTool.isPresent()) {
            try (RunScope.Activation _ = context.scope().enter()) {
                return new SendMessage(context, agentRun, sendTool.get()).execute(call);
            }
        }
        Tool tool = tools.find(call);
        if (tool == null) {
            // A second handoff in one turn ends here too: only one agent can take over.
            return ToolResult.Failure.of(
                    NextStep.successor(call, agency, agent).isPresent() || NextStep.isIn(tools.clientTools(), call)
                            ? "Only one handoff in a turn is executed, and no client tool beside it; this call was"
                                    + " ignored."
                            : "There is no tool named \"" + call.name() + "\". Tools that can be called: "
                                    + String.join(", ", callableNames()) + ".");
        }
        if (!tool.oneAtATime()) {
            return callObserved(tool, call);
        }
        ExclusiveTool exclusive = context.exclusiveTool(tool.spec());
        if (exclusive.isHeldAbove(agentRun)) {
            return ToolResult.Failure.of("The tool " + call.name()
                    + " allows one call at a time, and a call of it is waiting for your answer. Continue without it.");
        }
        // The holder of a tool may wait for this call, so this call must not wait for a tool that another call holds.
        try (ExclusiveTool.@Nullable Permit permit =
                context.holdsExclusiveAbove(agentRun) ? exclusive.tryHold(agentRun) : exclusive.await(agentRun)) {
            return permit == null
                    ? ToolResult.Failure.of("The tool " + call.name()
                            + " allows one call at a time, and another call of it is running. Continue without it.")
                    : callObserved(tool, call);
        }
    }

    private ToolResult callObserved(Tool tool, Item.FunctionCall call) throws InterruptedException {
        Step toolCall = new Step.ToolCall(agentRun.name(), tool.spec().name(), call.callId());
        try (ObservedStep step = ObservedStep.begin(agentRun.span(), toolCall, context.cancellation())) {
            step.span().input(List.of(call));
            ToolResult result = callIntercepted(tool, call, step);
            step.span().output(List.of(Item.output(call, result.output())));
            step.succeed();
            return result;
        }
    }

    /** Calls the tool unless an interceptor refuses, with the values that interceptors return. */
    private ToolResult callIntercepted(Tool tool, Item.FunctionCall call, ObservedStep step)
            throws InterruptedException {
        RunInterceptor.ToolUse use = new RunInterceptor.ToolUse(tool.spec().name(), call.callId());
        try {
            ObjectNode arguments = ToolArguments.parse(call.arguments());
            InterceptorChain.Interception<ObjectNode> before;
            try (RunScope.Activation _ = context.scope().enter()) {
                before = context.interceptors().beforeTool(context.stepContext(agentRun), use, arguments);
            }
            return before.refusal().isPresent()
                    ? ToolResult.Failure.of(before.refusal().get())
                    : interceptResult(use, call(tool, call, before.value(), step));
        } catch (InvalidRequestException e) {
            return refuseArguments(tool, e, step);
        } catch (AgencyException e) {
            step.fail(e);
            throw e;
        }
    }

    private ToolResult interceptResult(RunInterceptor.ToolUse use, ToolResult result) throws InterruptedException {
        InterceptorChain.Interception<JsonNode> after;
        try (RunScope.Activation _ = context.scope().enter()) {
            after = context.interceptors().afterTool(context.stepContext(agentRun), use, result.value());
        }
        if (after.refusal().isPresent()) {
            return ToolResult.Failure.of(after.refusal().get());
        }
        try {
            return after.value().equals(result.value()) ? result : new ToolResult.Value(after.value());
        } catch (IllegalArgumentException e) {
            throw new AgencyException(
                    ErrorCode.INTERCEPTED,
                    "Agent " + agentRun.name() + ": an interceptor replaced the value of the tool " + use.tool()
                            + ", but " + e.getMessage() + ".",
                    e);
        }
    }

    private ToolResult call(Tool tool, Item.FunctionCall call, ObjectNode arguments, ObservedStep step)
            throws InterruptedException {
        CallContext callContext = new CallContext(context, agentRun, call);
        try {
            return context.toolExecutor().call(tool, callContext, arguments, work -> {
                try (Span.Scope _ = step.span().enter();
                        RunScope.Activation _ = context.scope().enter()) {
                    return work.call();
                }
            });
        } catch (ToolExecutor.UnfinishedException e) {
            return fail(tool, e, step);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case InvalidRequestException invalid -> refuseArguments(tool, invalid, step);
                case InterruptedException interrupted
                when context.cancellation().mustStop() -> throw interrupted;
                case HiddenRun.RunEndingException ending -> throw ending;
                case VirtualMachineError fatal -> throw fatal;
                case null -> fail(tool, e, step);
                case Throwable thrown -> fail(tool, thrown, step);
            };
        } finally {
            callContext.end();
        }
    }

    /** The exception may quote invalid arguments, so only the model gets its text. */
    private static ToolResult refuseArguments(Tool tool, InvalidRequestException invalid, ObservedStep step) {
        step.fail(new AgencyException(
                invalid.code(), "The arguments of the tool " + tool.spec().name() + " are not valid."));
        return ToolResult.Failure.of(invalid);
    }

    private ToolResult fail(Tool tool, Throwable cause, ObservedStep step) {
        String name = tool.spec().name();
        String why = AgencyException.reason(cause);
        AgencyException failure = new AgencyException(
                ErrorCode.TOOL_FAILED, "Agent " + agentRun.name() + ": the tool " + name + " failed: " + why, cause);
        step.fail(failure);
        if (tool.failsRun()) {
            throw failure;
        }
        if (!why.equals(cause.getMessage())) {
            LOG.warnf(cause, "The tool %s failed; sent to the model: %s", name, why);
        }
        return ToolResult.Failure.of("An error occurred in the tool " + name + ": " + why);
    }

    private List<String> callableNames() {
        return tools.forModel().functions().stream().map(ToolSpec::name).toList();
    }
}
