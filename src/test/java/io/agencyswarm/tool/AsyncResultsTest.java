package io.agencyswarm.tool;

import static io.agencyswarm.tool.ToolCalls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.error.AgencyException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous results of tools. */
@Timeout(60)
class AsyncResultsTest {

    record Page(String title) {}

    static class Promises {

        @Tool
        CompletionStage<Page> stage() {
            return CompletableFuture.supplyAsync(() -> new Page("Q3"));
        }

        @Tool
        Future<Page> future() {
            FutureTask<Page> task = new FutureTask<>(() -> new Page("Q3"));
            Thread.ofVirtual().start(task);
            return task;
        }

        @Tool
        Uni<Page> uni() {
            return Uni.createFrom().completionStage(stage());
        }

        @Tool
        Object object() {
            return Uni.createFrom().item(stage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage", "future", "uni", "object"})
    void value_ofAPromise_isWhatItHolds(String tool) throws Exception {
        assertThat(ToolResult.Value.of(call(new Promises(), tool, ""), 1)
                        .value()
                        .toString())
                .isEqualTo("{\"title\":\"Q3\"}");
    }

    @Test
    void value_ofAFailedPromise_isTheFailureItself() {
        IOException failure = new IOException("The disk is full.");

        assertThatThrownBy(() -> ToolResult.Value.of(
                        CompletableFuture.failedFuture(failure).thenApply(value -> value), 1))
                .isSameAs(failure);
        assertThatThrownBy(() -> ToolResult.Value.of(Uni.createFrom().failure(failure), 1))
                .isSameAs(failure);
    }

    static Stream<Promise> promises() {
        CompletableFuture<Object> future = new CompletableFuture<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        Uni<Object> uni = Uni.createFrom().nothing().onCancellation().invoke(cancelled::countDown);
        return Stream.of(
                new Promise(future, () -> assertThat(future).isCancelled()), new Promise(uni, () -> cancelled.await()));
    }

    record Promise(Object returned, CheckedAction check) {}

    interface CheckedAction {

        void run() throws Exception;
    }

    @ParameterizedTest
    @MethodSource("promises")
    void value_interrupted_cancelsThePromise(Promise promise) throws Exception {
        LinkedBlockingQueue<Object> ended = new LinkedBlockingQueue<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                ended.add(ToolResult.Value.of(promise.returned(), 1));
            } catch (Exception e) {
                ended.add(e);
            }
        });

        waiting.interrupt();

        assertThat(ended.take()).isInstanceOf(InterruptedException.class);
        promise.check().run();
    }

    static class Stages {

        @Tool
        Multi<String> many() {
            return Multi.createFrom().items("a", "b");
        }
    }

    static class Publishers {

        @Tool
        Flow.Publisher<JsonNode> many() {
            throw new UnsupportedOperationException();
        }
    }

    record Manifold() implements ToolClass {

        @Override
        public Multi<String> run(ToolContext context) {
            return Multi.createFrom().items("a", "b");
        }
    }

    static Stream<Object> streams() {
        return Stream.of(new Stages(), new Publishers(), Manifold.class);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void tools_declaredToReturnAStream_stopTheStart(Object source) {
        assertThatThrownBy(() -> ToolFactory.tools(source))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("return a list, or a Uni of a list");
    }

    @Test
    void value_thatIsAStreamAllTheSame_isAFault() {
        assertThatThrownBy(() -> ToolResult.Value.of(Multi.createFrom().items("a", "b"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stream of any number of values");
    }
}
