package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformThreadsTest {

    private static final int THREADS = 64;
    private static final int WAITING = 1_024;

    private final PlatformThreads threads = new PlatformThreads();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        threads.close();
    }

    /** Calls that block until they are released; the returned future completes when one of them is refused. */
    private CompletableFuture<TimeoutException> block(int calls, List<CompletableFuture<String>> results) {
        CompletableFuture<TimeoutException> refused = new CompletableFuture<>();
        for (int i = 0; i < calls; i++) {
            CompletableFuture<String> result = new CompletableFuture<>();
            results.add(result);
            Thread.ofVirtual().start(() -> {
                try {
                    result.complete(threads.call(
                            () -> {
                                release.await();
                                return "done";
                            },
                            Deadline.in(Duration.ofSeconds(60))));
                } catch (TimeoutException e) {
                    result.complete("refused");
                    refused.complete(e);
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        }
        return refused;
    }

    @Test
    void call_tooMuchOtherWorkIsWaiting_isRefusedAtOnce() throws Exception {
        List<CompletableFuture<String>> results = new ArrayList<>();

        TimeoutException refused = block(THREADS + WAITING + 1, results).get(20, TimeUnit.SECONDS);
        release.countDown();

        assertThat(refused).hasMessage("too much other work is waiting for a thread");
        for (CompletableFuture<String> result : results) {
            result.get(20, TimeUnit.SECONDS);
        }
        assertThat(results)
                .filteredOn(result -> result.join().equals("refused"))
                .hasSize(1);
    }

    @Test
    void call_moreCallsTimedOutThanMayWait_stillAcceptsWork() throws Exception {
        CountDownLatch started = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Thread.ofVirtual()
                    .start(new FutureTask<>(() -> threads.call(
                            () -> {
                                started.countDown();
                                release.await();
                                return "";
                            },
                            Deadline.in(Duration.ofSeconds(60)))));
        }
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i <= WAITING; i++) {
            assertThatThrownBy(() -> threads.call(() -> "", Deadline.in(Duration.ZERO)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage(null);
        }

        release.countDown();
        assertThat(threads.call(() -> "next", Deadline.in(Duration.ofSeconds(20))))
                .isEqualTo("next");
    }
}
