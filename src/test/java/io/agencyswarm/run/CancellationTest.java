package io.agencyswarm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @Test
    void request_nothingAsked_isNotCancelled() throws InterruptedException {
        cancellation.begin();
        cancellation.end();

        assertThat(cancellation.isRequested()).isFalse();
        assertThat(cancellation.isImmediate()).isFalse();
    }

    @Test
    void request_immediate_interruptsTheRunsThread() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                cancellation.begin();
                started.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        });
        started.await();

        cancellation.request(Cancellation.Mode.IMMEDIATE);

        interrupted.await();
        run.join();
        assertThat(cancellation.isRequested()).isTrue();
        assertThat(cancellation.isImmediate()).isTrue();
    }

    @Test
    void request_afterTurn_interruptsNobody() throws InterruptedException {
        cancellation.begin();

        cancellation.request(Cancellation.Mode.AFTER_TURN);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(cancellation.isRequested()).isTrue();
        assertThat(cancellation.isImmediate()).isFalse();
    }

    @Test
    void request_immediateAfterAfterTurn_wins() throws InterruptedException {
        cancellation.begin();
        cancellation.request(Cancellation.Mode.AFTER_TURN);

        cancellation.request(Cancellation.Mode.IMMEDIATE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancellation.isImmediate()).isTrue();
    }

    @Test
    void request_afterTurnAfterImmediate_changesNothing() {
        cancellation.request(Cancellation.Mode.IMMEDIATE);

        cancellation.request(Cancellation.Mode.AFTER_TURN);

        assertThat(cancellation.isImmediate()).isTrue();
    }

    @Test
    void request_immediateTwice_interruptsOnce() throws InterruptedException {
        cancellation.begin();
        cancellation.request(Cancellation.Mode.IMMEDIATE);
        assertThat(Thread.interrupted()).isTrue();

        cancellation.request(Cancellation.Mode.IMMEDIATE);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void begin_cancelledAtOnceBefore_doesNotBegin() {
        cancellation.request(Cancellation.Mode.IMMEDIATE);

        assertThatThrownBy(cancellation::begin).isInstanceOf(InterruptedException.class);
    }

    @Test
    void begin_cancelledAfterTurnBefore_begins() throws InterruptedException {
        cancellation.request(Cancellation.Mode.AFTER_TURN);

        cancellation.begin();

        assertThat(cancellation.isRequested()).isTrue();
    }

    @Test
    void end_afterAnInterrupt_forgetsIt() throws InterruptedException {
        cancellation.begin();
        cancellation.request(Cancellation.Mode.IMMEDIATE);

        cancellation.end();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(cancellation.isImmediate()).isTrue();
    }

    @Test
    void request_runIsOver_changesNothing() throws InterruptedException {
        cancellation.begin();
        cancellation.end();

        cancellation.request(Cancellation.Mode.IMMEDIATE);

        assertThat(cancellation.isRequested()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
