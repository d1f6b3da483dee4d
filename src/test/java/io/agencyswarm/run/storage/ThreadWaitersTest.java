package io.agencyswarm.run.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.store.ThreadKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(30)
class ThreadWaitersTest {

    private static final ThreadKey THREAD = new ThreadKey("team", "t", null);

    private final ThreadWaiters waiters = new ThreadWaiters();

    /** The waiter that gave up must not take the others' place with it. */
    @Test
    void release_afterAnotherWaiterGaveUp_wakesTheRemainingOnes() throws Exception {
        try (ThreadWaiters.Waiter remaining = waiters.add(THREAD)) {
            try (ThreadWaiters.Waiter leaving = waiters.add(THREAD)) {
                leaving.await();
            }
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Duration> waited = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                long start = System.nanoTime();
                begun.countDown();
                try {
                    remaining.await();
                    waited.complete(Duration.ofNanos(System.nanoTime() - start));
                } catch (InterruptedException e) {
                    waited.completeExceptionally(e);
                }
            });
            begun.await();

            waiters.release(THREAD);

            assertThat(waited.join()).isLessThan(Duration.ofMillis(900));
        }
        assertThat(waiters.size()).isZero();
    }

    @Test
    void close_ofTheLastWaiter_storesNothing() {
        ThreadWaiters.Waiter first = waiters.add(THREAD);
        ThreadWaiters.Waiter second = waiters.add(THREAD);

        first.close();
        assertThat(waiters.size()).isEqualTo(1);
        second.close();
        assertThat(waiters.size()).isZero();
    }

    @Test
    void close_afterARelease_leavesTheNextWaiters() {
        ThreadWaiters.Waiter first = waiters.add(THREAD);
        waiters.release(THREAD);
        try (ThreadWaiters.Waiter _ = waiters.add(THREAD)) {
            first.close();
            assertThat(waiters.size()).isEqualTo(1);
        }
    }
}
