package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.RunResult;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The data of the frame {@code messages}, which every stream has before its end. */
@Schema(
        name = "MessagesData",
        description = "All that was said in the run.",
        requiredProperties = {"new_messages", "run_id", "cancelled", "usage"})
record MessagesData(
        @JsonProperty("new_messages") List<ObjectNode> newMessages,
        @JsonProperty("run_id") String runId,
        boolean cancelled,
        UsageBody usage,

        @Schema(description = "Ids of uploaded files by the names in file_urls, where there were any.")
        @JsonProperty("file_ids_map")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fileIdsMap,

        @Schema(description = "A short title, where generate_chat_name asked for one.")
        @JsonProperty("chat_name")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String chatName,

        @Schema(description = "Why the run could not be saved, where it was to be.")
        @JsonProperty("store_error")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String storeError) {

    static MessagesData of(RunResult result) {
        return new MessagesData(
                items(result),
                result.runId(),
                result.cancelled(),
                UsageBody.of(result.usage()),
                result.fileIds(),
                result.chatName(),
                result.storeError());
    }

    /** The new messages of a run, as the wire has them. */
    static List<ObjectNode> items(RunResult result) {
        return result.newMessages().stream().map(ThreadItem::toJson).toList();
    }
}
