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
    void cancel_nothingAsked_isNotCancelled() throws InterruptedException {
        cancellation.attachThread();
        cancellation.endRun();

        assertThat(cancellation.isRequested()).isFalse();
        assertThat(cancellation.isImmediateRequested()).isFalse();
    }

    @Test
    void cancel_immediate_interruptsTheRunsThread() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                cancellation.attachThread();
                started.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
        });
        started.await();

        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        interrupted.await();
        run.join();
        assertThat(cancellation.isRequested()).isTrue();
        assertThat(cancellation.isImmediateRequested()).isTrue();
    }

    @Test
    void cancel_afterTurn_interruptsNobody() throws InterruptedException {
        cancellation.attachThread();

        cancellation.cancel(Cancellation.Mode.AFTER_TURN);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(cancellation.isRequested()).isTrue();
        assertThat(cancellation.isImmediateRequested()).isFalse();
    }

    @Test
    void cancel_immediateAfterAfterTurn_wins() throws InterruptedException {
        cancellation.attachThread();
        cancellation.cancel(Cancellation.Mode.AFTER_TURN);

        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(cancellation.isImmediateRequested()).isTrue();
    }

    @Test
    void cancel_afterTurnAfterImmediate_changesNothing() {
        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        cancellation.cancel(Cancellation.Mode.AFTER_TURN);

        assertThat(cancellation.isImmediateRequested()).isTrue();
    }

    @Test
    void cancel_immediateTwice_interruptsOnce() throws InterruptedException {
        cancellation.attachThread();
        cancellation.cancel(Cancellation.Mode.IMMEDIATE);
        assertThat(Thread.interrupted()).isTrue();

        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void attachThread_cancelledAtOnceBefore_isInterrupted() {
        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        assertThatThrownBy(cancellation::attachThread).isInstanceOf(InterruptedException.class);
    }

    @Test
    void attachThread_cancelledAfterTurnBefore_attaches() throws InterruptedException {
        cancellation.cancel(Cancellation.Mode.AFTER_TURN);

        cancellation.attachThread();

        assertThat(cancellation.isRequested()).isTrue();
    }

    @Test
    void endRun_afterAnInterrupt_forgetsIt() throws InterruptedException {
        cancellation.attachThread();
        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        cancellation.endRun();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(cancellation.isImmediateRequested()).isTrue();
    }

    @Test
    void cancel_runIsOver_changesNothing() throws InterruptedException {
        cancellation.attachThread();
        cancellation.endRun();

        cancellation.cancel(Cancellation.Mode.IMMEDIATE);

        assertThat(cancellation.isRequested()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
