package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.sse.SseEvent;
import java.util.List;

/**
 * Converts a run's events to progress notifications (the agent that works, the tool that is called) and the response.
 */
record RunProgress(CallResponse response) implements EventEncoder {

    @Override
    public List<SseEvent> encode(RunEvent event) {
        return switch (event) {
            case RunEvent.AgentUpdated(var agent) -> response.progress(agent.name() + " is working.");
            case RunEvent.ToolCalled called ->
                response.progress(
                        called.from().name() + " calls " + called.call().name() + ".");
            case RunEvent.ToolProgress progress -> response.progress(progress.value());
            case RunEvent.Ended(RunResult result) -> response.result(result(result));
            case RunEvent.Started _,
                    RunEvent.ModelSent _,
                    RunEvent.ReasoningCreated _,
                    RunEvent.ItemCreated _,
                    RunEvent.ToolReturned _,
                    RunEvent.MessageCreated _,
                    RunEvent.HandoffRequested _,
                    RunEvent.HandoffOccurred _,
                    RunEvent.RunFailed _ -> List.of();
        };
    }

    private static ObjectNode result(RunResult result) {
        if (result.failure() != null) {
            return ToolContents.failure(result.failure().getMessage());
        }
        if (result.cancelled()) {
            return ToolContents.failure("The run was cancelled before it had answered.");
        }
        return ToolContents.answer(result.response());
    }
}
