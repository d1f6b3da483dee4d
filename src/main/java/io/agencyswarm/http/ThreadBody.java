package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.StoredThread;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A thread that is kept, as clients see it. */
@Schema(
        name = "Thread",
        requiredProperties = {"thread_id", "title", "created_at", "updated_at", "item_count"})
record ThreadBody(
        @JsonProperty("thread_id") String threadId,

        @Schema(description = "The chat name, else the beginning of the user's first text.")
        String title,

        @Schema(description = "Milliseconds since the epoch.") @JsonProperty("created_at")
        long createdAt,

        @JsonProperty("updated_at") long updatedAt,
        @JsonProperty("item_count") int itemCount,

        @Schema(description = "The run that adds to it now.") @JsonProperty("run_id") @Nullable
        String runId,

        @Schema(description = "As chat_history takes them; not in lists.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<ObjectNode> items) {

    /** A list's entry. */
    static ThreadBody of(StoredThread thread) {
        return of(thread, null);
    }

    /**
     * A thread.
     *
     * @param items null for a list's entry
     */
    static ThreadBody of(StoredThread thread, @Nullable List<ThreadItem> items) {
        return new ThreadBody(
                thread.key().threadId(),
                thread.title(),
                thread.createdAt(),
                thread.updatedAt(),
                thread.itemCount(),
                thread.liveRunId(),
                items == null ? null : items.stream().map(ThreadItem::toJson).toList());
    }
}
