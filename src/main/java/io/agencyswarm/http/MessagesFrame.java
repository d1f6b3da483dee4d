package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.RunResult;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of the frame {@code messages}, which every stream has before its end. */
@Schema(
        name = "MessagesData",
        description = "All that was said in the run.",
        requiredProperties = {"new_messages", "run_id", "cancelled", "usage"})
record MessagesFrame(
        @JsonProperty("new_messages") List<ObjectNode> newMessages,
        @JsonProperty("run_id") String runId,
        boolean cancelled,
        UsageBody usage) {

    static MessagesFrame of(RunResult result) {
        return new MessagesFrame(items(result), result.runId(), result.cancelled(), UsageBody.of(result.usage()));
    }

    /** The new messages of a run, as the wire has them. */
    static List<ObjectNode> items(RunResult result) {
        return result.newMessages().stream().map(ThreadItem::toJson).toList();
    }
}
