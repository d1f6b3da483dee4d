package io.agencyswarm.run.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.call.DirectCalls;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolResult;
import io.agencyswarm.tool.ToolSpec;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a shutdown while a tool runs outside a run, without ending the test's own application. */
@QuarkusTest
@Timeout(60)
class ShutdownOfDirectCallsTest {

    @Inject
    ActiveRuns activeRuns;

    @Inject
    DirectCalls calls;

    @Inject
    Vertx vertx;

    private GracefulShutdown shutdown;
    private HeldTool tool;
    private FutureTask<ToolResult> call;

    @BeforeEach
    void startCall() throws Exception {
        shutdown = new GracefulShutdown(activeRuns, calls, vertx, Optional.of(Duration.ofSeconds(50)));
        tool = new HeldTool();
        call = new FutureTask<>(() -> calls.prepareStreamed(tool, Map.of()).execute(Json.object()));
        Thread.ofVirtual().start(call);
        tool.entered.await();
    }

    @AfterEach
    void endCall() {
        tool.gate.countDown();
    }

    /** Otherwise the store would be closed while the tool still uses it. */
    @Test
    void finish_withTimeLeft_waitsForTheCall() throws Exception {
        shutdown.begin(new ShutdownDelayInitiatedEvent());
        Thread finishing = Thread.ofPlatform().start(this::finish);
        while (finishing.getState() != Thread.State.TIMED_WAITING && finishing.isAlive()) {
            Thread.onSpinWait();
        }

        tool.gate.countDown();
        finishing.join();

        assertThat(call.get()).isInstanceOf(ToolResult.Value.class);
    }

    @Test
    void finish_withoutTimeLeft_endsTheCallBeforeItReturns() {
        finish();

        assertThat(calls.open()).isZero();
        assertThatThrownBy(call::get).hasMessageContaining("shutting down");
    }

    private void finish() {
        try {
            shutdown.finish(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tool that waits for its gate. */
    private static final class HeldTool implements Tool {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public ToolSpec spec() {
            return new ToolSpec("held", "", Json.object());
        }

        @Override
        public Object call(ToolContext context, ObjectNode arguments) throws InterruptedException {
            entered.countDown();
            gate.await();
            return "Done";
        }
    }
}
