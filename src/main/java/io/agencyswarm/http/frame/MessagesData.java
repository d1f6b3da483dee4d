package io.agencyswarm.http.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.RunResult;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of the frame {@code messages}, which each stream sends before its end. */
@RegisterForReflection(registerFullHierarchy = true)
public record MessagesData(
        @JsonProperty("new_messages") List<ObjectNode> newMessages,
        @JsonProperty("run_id") String runId,
        boolean cancelled,
        UsageBody usage,

        @JsonProperty("file_ids_map") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fileIdsMap,

        @JsonProperty("chat_name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String chatName,

        @JsonProperty("store_error") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
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

    /** Returns the new messages of a run in their wire form. */
    public static List<ObjectNode> items(RunResult result) {
        return result.newMessages().stream().map(ThreadItem::toJson).toList();
    }
}
