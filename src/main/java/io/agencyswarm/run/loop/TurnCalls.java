package io.agencyswarm.run.loop;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.call.ToolExecutor;
import io.agencyswarm.run.turn.AnswerChecks;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolResult;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs the calls of one turn concurrently, except those of tools that allow one call at a time. Each call has its own
 * virtual thread, on which a delegated run takes place. A tool runs in the {@link ToolExecutor} while that thread
 * waits, so a delegation, which waits for tools, takes no permit from them. When the run is cancelled, or one call
 * fails it, the other calls are interrupted and abandoned: the run does not wait for a tool that ignores the interrupt.
 */
final class TurnCalls {

    private final AgentContext context;
    private final TurnTools tools;

    /**
     * Creates the calls of one turn.
     *
     * @param tools what the agent's model may call
     */
    TurnCalls(AgentContext context, TurnTools tools) {
        this.context = context;
        this.tools = tools;
    }

    /** A call on its thread; it adds itself to the queue of completed calls when it is done. */
    private static final class CallTask extends FutureTask<ToolResult> {

        private final Item.FunctionCall call;
        private final LinkedBlockingQueue<CallTask> endedTasks;

        private CallTask(CallExecution execution, LinkedBlockingQueue<CallTask> endedTasks) {
            super(execution::execute);
            this.call = execution.call();
            this.endedTasks = endedTasks;
        }

        @Override
        protected void done() {
            endedTasks.add(this);
        }
    }

    /**
     * Runs the calls, and emits an event for each output when its call completes.
     *
     * @param outputs receives the outputs by call, also those that came before a failure
     * @return the final answer, of the first call whose tool ended the turn; empty if no tool ended it
     */
    Optional<AnswerChecks.ToolAnswer> run(
            List<Item.FunctionCall> calls, IdentityHashMap<Item.FunctionCall, Item.FunctionCallOutput> outputs)
            throws InterruptedException {
        IdentityHashMap<Item.FunctionCall, AnswerChecks.ToolAnswer> finalAnswers = new IdentityHashMap<>();
        for (List<Item.FunctionCall> group : groups(calls)) {
            runConcurrently(group, outputs, finalAnswers);
        }
        return calls.stream().filter(finalAnswers::containsKey).findFirst().map(finalAnswers::get);
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
            IdentityHashMap<Item.FunctionCall, AnswerChecks.ToolAnswer> finalAnswers)
            throws InterruptedException {
        LinkedBlockingQueue<CallTask> endedTasks = new LinkedBlockingQueue<>();
        List<CallTask> running = new ArrayList<>(calls.size());
        try {
            for (Item.FunctionCall call : calls) {
                CallTask task = new CallTask(new CallExecution(context, tools, call), endedTasks);
                running.add(task);
                Thread.ofVirtual().start(task);
            }
            for (int i = 0; i < calls.size(); i++) {
                CallTask task = endedTasks.take();
                ToolResult result = resultOf(task);
                Item.FunctionCallOutput output = Item.output(task.call, result.output());
                context.run().quota().countKept(context.name(), Json.bytes(output.json()).length);
                outputs.put(task.call, output);
                Tool tool = tools.find(task.call);
                if (tool != null && tool.endsTurn() && result instanceof ToolResult.Value) {
                    finalAnswers.put(task.call, new AnswerChecks.ToolAnswer(output, result.value()));
                }
                context.emit(new RunEvent.ToolReturned(context.agentRun(), task.call, output, result.value(), tool));
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
}
