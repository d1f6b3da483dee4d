package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunRepository.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store under test for the cases of {@link StoreContract}, with common steps. */
interface StoreUnderTest {

    /** Returns a new, empty store with these settings by their full keys, and defaults for all others. */
    Store newStore(Map<String, String> settings);

    /** Makes everything in the store older by this duration, including leases. */
    void passTime(Store store, Duration time);

    /** Returns the same store for another process; empty if only one process can use it. */
    default Optional<Store> otherProcess(Store store) {
        return Optional.empty();
    }

    /** Returns a new, empty store with the defaults. */
    default Store newStore() {
        return newStore(Map.of());
    }

    /** Admits a run that must start at once, and returns its attempt. */
    default long begin(Store store, NewRun run) {
        AdmissionResult admitted = store.runs().admit(run);
        assertThat(admitted).isInstanceOf(AdmissionResult.Admitted.class);
        return ((AdmissionResult.Admitted) admitted).attempt();
    }

    /** Admits a run that must wait. */
    default AdmissionResult.Queued queue(Store store, NewRun run) {
        AdmissionResult admitted = store.runs().admit(run);
        assertThat(admitted).isInstanceOf(AdmissionResult.Queued.class);
        return (AdmissionResult.Queued) admitted;
    }

    /** Starts a waiting run. */
    default long claim(Store store, NewRun run) {
        AdmissionResult admitted = store.runs().claim(run);
        assertThat(admitted).isInstanceOf(AdmissionResult.Admitted.class);
        return ((AdmissionResult.Admitted) admitted).attempt();
    }

    /** Ends a run successfully. */
    default void end(Store store, String runId, long attempt, ThreadItem... items) {
        assertThat(store.runs().end(runId, attempt, List.of(items), StoredItems.completed(9)))
                .isEqualTo(WriteResult.DONE);
    }

    /** Starts and ends a run. */
    default void pass(Store store, NewRun run, ThreadItem... items) {
        end(store, run.runId(), begin(store, run), items);
    }

    /** Runs a complete sweep for a process that has these runs. */
    default void sweep(Store store, String... live) {
        while (store.sweep(() -> List.of(live))) {}
    }

    /** Returns the state of a run, which must exist. */
    default StoredRun row(Store store, String runId) {
        return store.runs().find(runId).orElseThrow();
    }

    /** Returns the items of a run so far; empty if it does not exist. */
    default List<ThreadItem> items(Store store, String runId) {
        return store.runs()
                .read(runId, Store.LoadBudget.UNCOUNTED)
                .map(RunRepository.RunWithItems::items)
                .orElse(List.of());
    }

    /** Returns the thread, which must exist. */
    default StoredThread thread(Store store, ThreadKey key) {
        return store.threads().find(key).orElseThrow();
    }

    /** Returns the newest items of a thread; empty if there is no thread. */
    default List<ThreadItem> newest(Store store, ThreadKey key, int limit) {
        return newest(store, key, limit, Integer.MAX_VALUE);
    }

    /** Returns the newest items of a thread before one of them; empty if there is no thread. */
    default List<ThreadItem> newest(Store store, ThreadKey key, int limit, int before) {
        return store.threads()
                .read(key, limit, before, Store.LoadBudget.UNCOUNTED)
                .map(ThreadRepository.ThreadWithItems::items)
                .orElse(List.of());
    }

    /** Forks a thread; empty if it does not exist. */
    default Optional<StoredThread> fork(Store store, ThreadKey source, @Nullable Integer afterItem, ThreadKey fork) {
        return store.threads()
                .fork(source, afterItem, fork, Store.LoadBudget.UNCOUNTED)
                .map(ThreadRepository.ThreadWithItems::thread);
    }

    /** Returns the texts of all items of a thread, oldest first. */
    default List<String> texts(Store store, ThreadKey key) {
        return texts(store.threads().items(key));
    }

    /** Returns the texts of messages and the ids of calls and outputs. */
    default List<String> texts(List<ThreadItem> items) {
        return items.stream()
                .map(item -> switch (item.item()) {
                    case Item.Message message -> message.text();
                    case Item.FunctionCall call -> "call " + call.callId();
                    case Item.FunctionCallOutput output -> "output " + output.callId();
                    case Item.Reasoning _ -> "reasoning";
                    case Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ -> "other";
                })
                .toList();
    }
}
