package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunRepository.Written;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the cases of {@link StoreContract} need of a kind of store, and the steps that many of them take. */
interface StoreUnderTest {

    /** A new, empty store with these settings, by their full keys; all others have their defaults. */
    Store newStore(Map<String, String> settings);

    /** Makes all that the store holds older by that time, leases included. */
    void passTime(Store store, Duration time);

    /** The same store as another process sees it; empty for a kind that only one process can use. */
    default Optional<Store> otherProcess(Store store) {
        return Optional.empty();
    }

    /** A new, empty store with the defaults. */
    default Store newStore() {
        return newStore(Map.of());
    }

    /** Admits a run that has to begin at once, and gives its attempt. */
    default long begin(Store store, NewRun run) {
        AdmissionResult admitted = store.runs().admit(run);
        assertThat(admitted).isInstanceOf(AdmissionResult.Admitted.class);
        return ((AdmissionResult.Admitted) admitted).attempt();
    }

    /** Admits a run that has to wait. */
    default AdmissionResult.Queued queue(Store store, NewRun run) {
        AdmissionResult admitted = store.runs().admit(run);
        assertThat(admitted).isInstanceOf(AdmissionResult.Queued.class);
        return (AdmissionResult.Queued) admitted;
    }

    /** Begins a run that has waited. */
    default long claim(Store store, NewRun run) {
        AdmissionResult admitted = store.runs().claim(run);
        assertThat(admitted).isInstanceOf(AdmissionResult.Admitted.class);
        return ((AdmissionResult.Admitted) admitted).attempt();
    }

    /** Ends a run in good order. */
    default void end(Store store, String runId, long attempt, ThreadItem... items) {
        assertThat(store.runs().end(runId, attempt, List.of(items), StoredItems.completed(9)))
                .isEqualTo(Written.DONE);
    }

    /** Begins and ends a run. */
    default void pass(Store store, NewRun run, ThreadItem... items) {
        end(store, run.runId(), begin(store, run), items);
    }

    /** Clears up all that there is, for a process that has these runs. */
    default void sweep(Store store, String... live) {
        while (store.sweep(() -> List.of(live))) {}
    }

    /** The state of a run that has to be there. */
    default StoredRun row(Store store, String runId) {
        return store.runs().find(runId).orElseThrow();
    }

    /** What a run has said so far; nothing where it is not there. */
    default List<ThreadItem> items(Store store, String runId) {
        return store.runs().read(runId).map(RunRepository.WithItems::items).orElse(List.of());
    }

    /** The thread, which has to be there. */
    default StoredThread thread(Store store, ThreadKey key) {
        return store.threads().find(key).orElseThrow();
    }

    /** The texts of all items of a thread, oldest first. */
    default List<String> texts(Store store, ThreadKey key) {
        return texts(store.threads().items(key, Integer.MAX_VALUE));
    }

    /** The texts of messages, and the ids of calls and outputs. */
    default List<String> texts(List<ThreadItem> items) {
        return items.stream()
                .map(item -> switch (item.item()) {
                    case Item.Message message -> message.text();
                    case Item.FunctionCall call -> "call " + call.callId();
                    case Item.FunctionCallOutput output -> "output " + output.callId();
                    case Item.Reasoning _ -> "reasoning";
                    case Item.HostedCall _, Item.PairedCall _, Item.PairedOutput _, Item.Other _ -> "other";
                })
                .toList();
    }
}
