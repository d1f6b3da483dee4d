package io.agencyswarm.eventlog;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReplayLogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final EventLog log = new ReplayMemory(new Settings(), vertx).open();

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

    private void append(String text) throws InterruptedException {
        log.append(() -> List.of(SseEvent.of(null, text)));
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
