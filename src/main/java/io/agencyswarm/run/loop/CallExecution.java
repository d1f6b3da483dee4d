package io.agencyswarm.run.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.FlowTools;
import io.agencyswarm.agency.SendTool;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.intercept.InterceptorChain;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.item.Item;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.call.CallerScope;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.run.turn.NextStep;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolResult;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What one call of a model does on its thread: sends a message to another agent, or calls a tool, observed and past the
 * interceptors. A failure from which the model can continue is an output for it.
 */
final class CallExecution {

    private static final Logger LOG = Logger.getLogger(CallExecution.class);

    private final AgentContext context;
    private final RunContext run;
    private final TurnTools tools;
    private final Item.FunctionCall call;

    /**
     * Creates the execution of a call.
     *
     * @param context that of the agent whose model calls
     * @param tools what the model may call
     */
    CallExecution(AgentContext context, TurnTools tools, Item.FunctionCall call) {
        this.context = context;
        this.run = context.run();
        this.tools = tools;
        this.call = call;
    }

    Item.FunctionCall call() {
        return call;
    }

    /**
     * Executes the call and waits for its result.
     *
     * @throws AgencyException if the failure ends the run
     * @throws InterruptedException if the run was cancelled, or another call has ended it
     */
    ToolResult execute() throws InterruptedException {
        Agent agent = context.agent();
        Optional<SendTool> sendTool = FlowTools.sendTool(run.agency(), agent, call.name());
        if (sendTool.isPresent()) {
            try (CallerScope.Activation _ = run.scope().enter()) {
                return new Delegation(context, sendTool.get()).execute(call);
            }
        }
        Tool tool = tools.find(call);
        if (tool == null) {
            return refuseCall();
        }
        return tool.oneAtATime()
                ? run.exclusiveTools().call(tool.spec(), context.agentRun(), () -> callObserved(tool))
                : callObserved(tool);
    }

    /** Returns the error for the model that called what does not run here. */
    private ToolResult refuseCall() {
        // A second handoff in one turn ends here too: only one agent can take over.
        boolean isIgnored =
                NextStep.successor(call, run.agency(), context.agent()).isPresent() || tools.isClientTool(call);
        return ToolResult.Failure.of(
                isIgnored
                        ? "Only one handoff in a turn is executed, and no client tool beside it; this call was ignored."
                        : "There is no tool named \"" + call.name() + "\". Tools that can be called: "
                                + tools.forModel().functions().stream()
                                        .map(ToolSpec::name)
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    private ToolResult callObserved(Tool tool) throws InterruptedException {
        try (ObservedStep step =
                context.begin(new Step.ToolCall(context.name(), tool.spec().name(), call.callId()))) {
            step.span().input(List.of(call));
            ToolResult result = callIntercepted(tool, step);
            step.span().output(List.of(Item.output(call, result.output())));
            step.succeed();
            return result;
        }
    }

    /** Calls the tool unless an interceptor refuses, with the values that interceptors return. */
    private ToolResult callIntercepted(Tool tool, ObservedStep step) throws InterruptedException {
        RunInterceptor.ToolUse use = new RunInterceptor.ToolUse(tool.spec().name(), call.callId());
        try {
            ObjectNode arguments = ToolArguments.parse(call.arguments());
            InterceptorChain.Interception<ObjectNode> before;
            try (CallerScope.Activation _ = run.scope().enter()) {
                before = run.interceptors().beforeTool(context.stepContext(), use, arguments);
            }
            return before.refusal().isPresent()
                    ? ToolResult.Failure.of(before.refusal().get())
                    : interceptResult(use, call(tool, before.value(), step));
        } catch (InvalidRequestException e) {
            return refuseArguments(tool, e, step);
        } catch (AgencyException e) {
            step.fail(e);
            throw e;
        }
    }

    private ToolResult interceptResult(RunInterceptor.ToolUse use, ToolResult result) throws InterruptedException {
        InterceptorChain.Interception<JsonNode> after;
        try (CallerScope.Activation _ = run.scope().enter()) {
            after = run.interceptors().afterTool(context.stepContext(), use, result.value());
        }
        if (after.refusal().isPresent()) {
            return ToolResult.Failure.of(after.refusal().get());
        }
        try {
            return after.value().equals(result.value()) ? result : new ToolResult.Value(after.value());
        } catch (IllegalArgumentException e) {
            throw new AgencyException(
                    ErrorCode.INTERCEPTED,
                    "Agent " + context.name() + ": an interceptor replaced the value of the tool " + use.tool()
                            + ", but " + e.getMessage() + ".",
                    e);
        }
    }

    private ToolResult call(Tool tool, ObjectNode arguments, ObservedStep step) throws InterruptedException {
        CallContext callContext = new CallContext(context, call);
        try {
            return run.toolExecutor().call(tool, callContext, arguments, work -> {
                try (Span.Scope _ = step.span().enter();
                        CallerScope.Activation _ = run.scope().enter()) {
                    return work.call();
                }
            });
        } catch (ToolExecutor.UnfinishedException e) {
            return fail(tool, e, step);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case InvalidRequestException invalid -> refuseArguments(tool, invalid, step);
                case InterruptedException interrupted when run.cancellation().mustStop() -> throw interrupted;
                case HiddenDelegation.RunEndingException ending -> throw ending;
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
                ErrorCode.TOOL_FAILED, "Agent " + context.name() + ": the tool " + name + " failed: " + why, cause);
        step.fail(failure);
        if (tool.failsRun()) {
            throw failure;
        }
        if (!why.equals(cause.getMessage())) {
            LOG.warnf(cause, "The tool %s failed; sent to the model: %s", name, why);
        }
        return ToolResult.Failure.of("An error occurred in the tool " + name + ": " + why);
    }
}
