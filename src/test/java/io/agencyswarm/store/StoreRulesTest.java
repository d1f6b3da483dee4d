package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.store.StoreRules.Lookup;
import io.agencyswarm.store.StoreRules.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The rules read only what a decision needs. The cases of {@link StoreContract} test the decisions. */
class StoreRulesTest {

    private static final int THREAD_BYTES = 2_048;

    private final StoreRules rules = new StoreRules(THREAD_BYTES, 10_000, 10, Duration.ZERO, Duration.ZERO);

    @Test
    void claim_runDoesNotWait_readsNoNextRun() {
        for (RunStatus status : List.of(RunStatus.RUNNING, RunStatus.COMPLETED, RunStatus.CANCELLED)) {
            assertThat(rules.claim("r1", Optional.of(row(status)), unread()))
                    .contains(row(status).answer());
        }
        assertThat(rules.claim("r1", Optional.empty(), unread()))
                .contains(new AdmissionResult.AlreadyEnded(RunStatus.CANCELLED));
    }

    @Test
    void checkRoom_nothingAdded_readsNoBytesOfTheCaller() {
        assertThat(rules.checkRoom(0, OptionalLong.of(THREAD_BYTES), unread())).isEmpty();
    }

    @Test
    void checkRoom_threadFull_readsNoBytesOfTheCaller() {
        assertThat(rules.checkRoom(1, OptionalLong.of(THREAD_BYTES), unread()))
                .contains(new AdmissionResult.ThreadFull(THREAD_BYTES));
    }

    private static RunState row(RunStatus status) {
        return new RunState(
                new StoredRun("r1", RunDraft.AGENCY, null, null, false, status, null, 0, null, null, null, 0, null), 1);
    }

    private static <T> Lookup<T, RuntimeException> unread() {
        return () -> {
            throw new AssertionError("The decision does not need this.");
        };
    }
}
