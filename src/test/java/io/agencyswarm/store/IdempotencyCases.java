package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Idempotency keys: a repeated request starts no second run. */
interface IdempotencyCases extends StoreUnderTest {

    @Test
    default void admit_sameKeyAndBody_isRepeated() {
        Store store = newStore();
        begin(store, RunDraft.of("r1").key("k", "h").run());

        AdmissionResult second =
                store.runs().admit(RunDraft.of("r2").key("k", "h").run());

        assertThat(second).isEqualTo(new AdmissionResult.Repeated(row(store, "r1")));
        assertThat(store.runs().find("r2")).isEmpty();
    }

    @Test
    default void admit_sameKeyAfterTheEnd_repeatsTheEnd() {
        Store store = newStore();
        pass(store, RunDraft.of("r1").key("k", "h").run());

        AdmissionResult second =
                store.runs().admit(RunDraft.of("r2").key("k", "h").run());

        assertThat(second).isEqualTo(new AdmissionResult.Repeated(row(store, "r1")));
        assertThat(((AdmissionResult.Repeated) second).run().result()).isEqualTo(StoredItems.completed(9));
    }

    @Test
    default void admit_sameKeyOtherBody_isKeyReused() {
        Store store = newStore();
        begin(store, RunDraft.of("r1").key("k", "h").run());

        assertThat(store.runs().admit(RunDraft.of("r2").key("k", "other").run()))
                .isEqualTo(new AdmissionResult.KeyReused());
        assertThat(store.runs().find("r2")).isEmpty();
    }

    @Test
    default void admit_sameKeyOfAnotherCallerAgencyOrEndpoint_begins() {
        Store store = newStore();
        begin(store, RunDraft.of("r1").key("k", "h").run());

        begin(store, RunDraft.of("r2").principal("alice").key("k", "h").run());
        begin(store, RunDraft.of("r3").principal("bob").key("k", "h").run());
        begin(store, RunDraft.of("r4").agency("sales").key("k", "h").run());
        begin(store, RunDraft.of("r5").key("get_response_stream", "k", "h").run());
        begin(store, RunDraft.of("r6").key("K", "h").run());
        // These would be equal if the parts were only concatenated.
        begin(store, RunDraft.of("r7").key("get_response", "a", "h").run());
        begin(store, RunDraft.of("r8").key("get_responsea", "", "h").run());
    }

    @Test
    default void admit_repeatedWhileItsThreadIsBusy_isRepeated() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        begin(store, RunDraft.of("r1").thread(key).key("k", "h").run());

        assertThat(store.runs()
                        .admit(RunDraft.of("r2").thread(key).key("k", "h").run()))
                .isInstanceOf(AdmissionResult.Repeated.class);
    }

    /** A rejected request does not use up its key. */
    @Test
    default void admit_busy_leavesTheKeyUnused() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        long attempt = begin(store, RunDraft.in(key, "r1"));
        NewRun second = RunDraft.of("r2").thread(key).key("k", "h").run();
        assertThat(store.runs().admit(second)).isInstanceOf(AdmissionResult.Busy.class);
        end(store, "r1", attempt);

        begin(store, RunDraft.of("r3").thread(key).key("k", "other").run());
    }

    @Test
    default void admit_keyOfADeletedRun_staysUsed() {
        Store store = newStore();
        pass(store, RunDraft.of("r1").key("k", "h").run());
        store.runs().delete("r1");

        assertThat(store.runs().admit(RunDraft.of("r2").key("k", "h").run()))
                .isEqualTo(new AdmissionResult.RepeatedDeleted("r1"));
        assertThat(store.runs().admit(RunDraft.of("r2").key("k", "other").run()))
                .isEqualTo(new AdmissionResult.KeyReused());
        assertThat(store.runs().find("r2")).isEmpty();
    }

    @Test
    default void admit_keyOfADeletedThread_staysUsed() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.of("r1").thread(key).key("k", "h").run());
        store.threads().delete(key);

        assertThat(store.runs()
                        .admit(RunDraft.of("r2").thread(key).key("k", "h").run()))
                .isEqualTo(new AdmissionResult.RepeatedDeleted("r1"));
        assertThat(store.threads().find(key)).isEmpty();
    }

    @Test
    default void admit_keyOlderThanADay_isFree() {
        Store store = newStore();
        pass(store, RunDraft.of("r1").key("k", "h").run());

        passTime(store, Duration.ofHours(23));
        assertThat(store.runs().admit(RunDraft.of("r2").key("k", "h").run()))
                .isInstanceOf(AdmissionResult.Repeated.class);
        passTime(store, Duration.ofHours(2));
        begin(store, RunDraft.of("r2").key("k", "other").run());

        assertThat(store.runs().admit(RunDraft.of("r3").key("k", "other").run()))
                .isEqualTo(new AdmissionResult.Repeated(row(store, "r2")));
    }

    @Test
    default void sweep_keys_staysRightBeforeAndAfterADay() {
        Store store = newStore();
        pass(store, RunDraft.of("r1").key("k", "h").run());

        passTime(store, Duration.ofHours(12));
        pass(store, RunDraft.of("r2").key("k2", "h").run());
        passTime(store, Duration.ofHours(13));
        sweep(store);

        begin(store, RunDraft.of("r3").key("k", "h").run());
        assertThat(store.runs().admit(RunDraft.of("r4").key("k2", "h").run()))
                .isInstanceOf(AdmissionResult.Repeated.class);
    }

    /** Like a repeated call whose response was lost, but a day later. */
    @Test
    default void admit_repeatedAfterKeyWasReused_returnsOwnRow() {
        Store store = newStore();
        NewRun first = RunDraft.of("r1").key("k", "h").run();
        NewRun second = RunDraft.of("r2").key("k", "h").run();
        long attempt = begin(store, first);
        passTime(store, Duration.ofDays(2));
        begin(store, second);

        assertThat(store.runs().admit(first)).isEqualTo(new AdmissionResult.Admitted(attempt));
        assertThat(store.runs().admit(RunDraft.of("r3").key("k", "h").run()))
                .isEqualTo(new AdmissionResult.Repeated(row(store, "r2")));
    }

    @Test
    default void admitAgain_aDayLate_leavesTheKeyFree() {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        NewRun first = RunDraft.of("r1").thread(key).key("k", "h").run();
        long attempt = begin(store, first);
        passTime(store, Duration.ofDays(2));

        assertThat(store.runs().admit(first)).isEqualTo(new AdmissionResult.Admitted(attempt));
        begin(store, RunDraft.of("r2").key("k", "other").run());
    }
}
