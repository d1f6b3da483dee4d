package io.agencyswarm.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Renews the leases of this process's runs three times per lease, and cleans the store up, on one platform thread while
 * the service runs. The steps are in {@link UpkeepRound}.
 */
@Startup
@Singleton
class StoreUpkeep {

    private static final int ROUNDS_IN_A_LEASE = 3;
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final UpkeepRound round;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    @Inject
    StoreUpkeep(Store store, Instance<Store.LocalRuns> owner, StoredRunsConfig config) {
        this.pause = config.lease().dividedBy(ROUNDS_IN_A_LEASE);
        this.round = new UpkeepRound(
                store, () -> owner.stream().findFirst(), config.lease(), pause.dividedBy(2), System::nanoTime);
        this.thread = Thread.ofPlatform().daemon().name("store-upkeep").start(this::work);
    }

    private void work() {
        try {
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                runRound();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void runRound() {
        try {
            round.run();
        } catch (VirtualMachineError _) {
            // There was not even memory for the log entry. The next round tries again.
        }
    }

    /** Stops the thread. Called after the runs had time to end, and before the store is closed. */
    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopped.countDown();
        thread.join(LAST_ROUND);
    }
}
