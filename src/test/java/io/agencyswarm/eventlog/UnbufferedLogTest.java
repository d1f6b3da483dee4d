package io.agencyswarm.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.sse.SseEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log without a run. */
@Timeout(60)
class UnbufferedLogTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** A run may end before its reader has subscribed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void log_closedBeforeItsReaderComes_reportsReader(boolean broken) {
        EventLog log = EventLog.unbuffered(() -> {});
        log.close(broken ? new IllegalStateException("broken off") : null);

        AssertSubscriber<SseEvent> reader = log.frames(0).subscribe().withSubscriber(AssertSubscriber.create(1));

        if (broken) {
            reader.awaitFailure(failure -> assertThat(failure).hasMessage("broken off"), SOON);
        } else {
            reader.awaitCompletion(SOON);
        }
    }

    @Test
    void frames_subscribedTwice_failsTheSecondAndServesTheFirst() throws Exception {
        EventLog log = EventLog.unbuffered(() -> {});
        AssertSubscriber<SseEvent> first = log.frames(0).subscribe().withSubscriber(AssertSubscriber.create(2));
        AssertSubscriber<SseEvent> second = log.frames(0).subscribe().withSubscriber(AssertSubscriber.create(2));

        log.appendEnd(() -> List.of(SseEvent.of(null, "a")));

        second.awaitFailure(
                failure -> assertThat(failure).hasMessage("The events of this run have a subscriber already."), SOON);
        assertThat(first.getItems()).extracting(SseEvent::text).containsExactly("a");
    }

    @Test
    void append_interruptedBetweenItsFrames_nextAppendDeliversTheRemainingFirst() throws Exception {
        EventLog log = EventLog.unbuffered(() -> {});
        AssertSubscriber<SseEvent> reader = log.frames(0).subscribe().withSubscriber(AssertSubscriber.create(1));
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                log.append(() -> List.of(SseEvent.of(null, "a"), SseEvent.of(null, "b")));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        reader.awaitItems(1, SOON);
        run.interrupt();
        run.join();

        reader.request(2);
        log.appendEnd(() -> List.of(SseEvent.of(null, "c")));

        assertThat(reader.getItems()).extracting(SseEvent::text).containsExactly("a", "b", "c");
    }
}
