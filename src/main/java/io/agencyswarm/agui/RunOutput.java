package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agents of a run write to.
 *
 * @param frames the events for the client
 * @param thread the conversation, for its last snapshot
 * @param messageIds of messages
 * @param callIds of tool calls
 * @param citations events that tell what messages cite, for the run's end
 */
record RunOutput(
        FrameCollector frames,
        ThreadMessages thread,
        UniqueIds messageIds,
        UniqueIds callIds,
        List<ObjectNode> citations) {

    /** The output of a run that begins with these messages. */
    static RunOutput after(List<ObjectNode> messages) {
        RunOutput output = new RunOutput(
                new FrameCollector(),
                new ThreadMessages(messages),
                new UniqueIds(),
                new UniqueIds(),
                new ArrayList<>());
        for (ObjectNode message : messages) {
            output.messageIds.reserve(message.path("id").asText());
            for (JsonNode call : message.path("toolCalls")) {
                output.callIds.reserve(call.path("id").asText());
            }
        }
        return output;
    }
}
