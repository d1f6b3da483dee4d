package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The output of a run's agents.
 *
 * @param frames the events for the client
 * @param thread the conversation, for its last snapshot
 * @param messageIds the ids of messages
 * @param callIds the ids of tool calls
 * @param citations the events with the citations of messages, for the run's end
 */
record RunOutput(
        FrameCollector frames,
        ThreadMessages thread,
        UniqueIds messageIds,
        UniqueIds callIds,
        List<ObjectNode> citations) {

    /** Creates the output of a run that starts with these messages. */
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
