package io.agencyswarm.store.memory;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.json.JsonWeight;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.store.StoredRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row of a run in memory. Guarded by the lock of its store. */
final class MemoryRun {

    /** The memory of a row with its index entries, without its strings. */
    private static final int WEIGHT = 1_024;

    /** The bytes of memory for each byte of {@link JsonWeight}. */
    private static final int TREE_WEIGHT = 15;

    final String runId;
    final String agency;
    final @Nullable String principal;
    final @Nullable MemoryThread thread;

    /** The thread to whose items it adds; null for none. */
    final @Nullable MemoryThread addedTo;

    final long sequence;
    final long createdAt;

    /** The list with its items; null while it waits for its thread. */
    @Nullable
    MemoryItemList list;

    /** Its items are those after this number, up to and including {@link #lastItem}. */
    int firstItem;

    int lastItem;

    RunStatus status = RunStatus.QUEUED;
    long attempt = 1;
    boolean fenced;

    @Nullable
    Long startedAt;

    @Nullable
    Long endedAt;

    long endedNanos;
    /** When its row was written, or its lease was renewed. */
    long renewedNanos;

    @Nullable
    StoredResult result;

    long lastEventId;
    long weight;
    long resultBytes;

    private final boolean background;

    /**
     * Creates a run that waits.
     *
     * @param sequence its position among the runs, greater for newer ones
     */
    MemoryRun(NewRun run, @Nullable MemoryThread thread, long sequence, long createdAt) {
        this.runId = run.runId();
        this.agency = run.agency();
        this.principal = run.principal();
        this.background = run.background();
        this.thread = thread;
        this.addedTo = run.addsToThread() ? thread : null;
        this.sequence = sequence;
        this.createdAt = createdAt;
        this.weight = weight(run);
    }

    /** Returns the memory of a run's row before its end. */
    static long weight(NewRun run) {
        return WEIGHT + 2L * (run.runId().length() + run.agency().length() + length(run.principal()));
    }

    /** Returns the memory of a run's result. */
    static long weight(StoredResult result) {
        long texts = length(result.error()) + length(result.errorCode()) + length(result.chatName());
        for (Map.Entry<String, String> file : result.fileIds().entrySet()) {
            texts += 100 + file.getKey().length() + file.getValue().length();
        }
        return 2 * texts + weight(result.response());
    }

    private static long weight(JsonNode response) {
        if (response.isTextual()) {
            return 2L * response.textValue().length();
        }
        JsonWeight weight = new JsonWeight();
        weight.add(Json.bytes(response));
        return TREE_WEIGHT * weight.total();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Returns a copy of the items that the run has added, in order. */
    List<byte[]> copyItems() {
        return list == null ? List.of() : list.copy(firstItem, lastItem);
    }

    StoreRules.RunState state() {
        return new StoreRules.RunState(toStored(), attempt);
    }

    StoredRun toStored() {
        return toStored(result);
    }

    /** Returns the run as lists contain it. */
    StoredRun toListed() {
        return toStored(result == null ? null : result.withoutResponse());
    }

    private StoredRun toStored(@Nullable StoredResult shown) {
        return new StoredRun(
                runId,
                agency,
                principal,
                thread == null ? null : thread.key,
                background,
                status,
                null,
                createdAt,
                startedAt,
                endedAt,
                shown,
                lastEventId,
                null);
    }
}
