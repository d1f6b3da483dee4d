package io.agencyswarm.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReplayLogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final ReplayMemory memory = new ReplayMemory(new Settings(), vertx);
    private final EventLog log = memory.open();

    @AfterEach
    void tearDown() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void cutOff_readerWithUnreadFrames_getsTheReason() throws Exception {
        append("1");
        AssertSubscriber<SseEvent> reader = log.frames(0).subscribe().withSubscriber(AssertSubscriber.create());

        log.disconnectReaders(new IllegalStateException("another process has taken the run over"));

        reader.awaitFailure(SOON)
                .assertFailedWith(IllegalStateException.class, "another process has taken the run over");
    }

    @Test
    void append_afterTheReadersWereDisconnected_storesNothing() throws Exception {
        append("1");
        log.disconnectReaders(new IllegalStateException("another process has taken the run over"));

        append("2");

        assertThat(memory.bytes()).isZero();
        assertThat(log.extent()).isEqualTo(new EventLog.Extent(2, 1, true));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, InternalError.class})
    void reader_fails_othersAreServed(Class<? extends Throwable> failure) throws Exception {
        LogReaders readers = new LogReaders((ReplayLog) log);
        Throwable thrown = failure.getConstructor().newInstance();
        AssertSubscriber<SseEvent> earlier = AssertSubscriber.create(Long.MAX_VALUE);
        AssertSubscriber<SseEvent> later = AssertSubscriber.create(Long.MAX_VALUE);
        FailingReader failing = new FailingReader(thrown);
        append("1");
        readers.add(earlier, 0);
        readers.add(failing, 0);
        failing.failed.join();

        append("2");
        readers.wake();
        readers.add(later, 0);

        earlier.awaitItems(2, SOON);
        later.awaitItems(2, SOON);
    }

    private void append(String text) throws InterruptedException {
        log.append(() -> List.of(SseEvent.of(null, text)));
    }

    /** A reader whose code throws at its first event. */
    private static final class FailingReader implements Flow.Subscriber<SseEvent> {

        private final CompletableFuture<Void> failed = new CompletableFuture<>();
        private final Throwable thrown;

        FailingReader(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(SseEvent event) {
            failed.complete(null);
            FailingReader.<RuntimeException>raise(thrown);
        }

        @Override
        public void onError(Throwable e) {
            throw new AssertionError("A failed reader gets no more signals.", e);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("A failed reader gets no more signals.");
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void raise(Throwable e) throws T {
            throw (T) e;
        }
    }

    private record Settings() implements ReplayConfig {

        @Override
        public Duration replayTime() {
            return Duration.ofMinutes(1);
        }

        @Override
        public long replayBytes() {
            return 65_536;
        }

        @Override
        public Optional<Long> allReplayBytes() {
            return Optional.of(1_048_576L);
        }
    }
}
