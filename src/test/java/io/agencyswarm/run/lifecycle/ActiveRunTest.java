package io.agencyswarm.run.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.tool.FailsRun;
import io.agencyswarm.tool.ToolContext;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The effects of application code on a run, in instructions and tools. */
@QuarkusTest
@Timeout(60)
class ActiveRunTest {

    @Inject
    AgencyRunner runner;

    @Inject
    ActiveRuns active;

    @Inject
    CounterTools counters;

    /** State of one request. */
    @RequestScoped
    static class Counter {

        private int count;

        int next() {
            return ++count;
        }
    }

    /** A tool bean as applications have them. */
    @Singleton
    static class CounterTools {

        @Inject
        Counter counter;

        @Tool("Counts.")
        int count() {
            return counter.next();
        }
    }

    /** Tools with faults. */
    static class RudeTools {

        private final CyclicBarrier both = new CyclicBarrier(2);
        private final CountDownLatch polling = new CountDownLatch(1);
        private final CompletableFuture<Boolean> told = new CompletableFuture<>();

        @Tool("Throws what only a cancel should.")
        void interrupt() throws InterruptedException {
            throw new InterruptedException("a lock was not to be had");
        }

        @Tool("Writes ten thousand notes at the same time as another call, and counts them.")
        int note(ToolContext context) throws Exception {
            @SuppressWarnings("unchecked")
            List<Object> notes = (List<Object>) context.userContext().get("notes");
            both.await();
            for (int i = 0; i < 10_000; i++) {
                notes.add(i);
            }
            both.await();
            return notes.size();
        }

        @Tool("Throws an error.")
        void fall() {
            throw new NoClassDefFoundError("the driver is not there");
        }

        @Tool("Asks for the cancellation and nothing else.")
        void poll(ToolContext context) {
            polling.countDown();
            while (!context.isCancelled()) {
                Thread.onSpinWait();
                Thread.yield();
            }
            told.complete(true);
        }

        @Tool("Fails the run once the other one polls.")
        @FailsRun
        void fail() throws InterruptedException {
            polling.await();
            throw new IllegalStateException("enough");
        }
    }

    @Test
    void instructions_throwAnErrorOfTheVirtualMachine_endTheRun() {
        Agent agent = agent().instructions(_ -> {
                    throw new StackOverflowError("deep");
                })
                .build();

        ActiveRun run = run(agent, "text hi");

        assertThat(run.whenEnded().join().failure()).returns(ErrorCode.INTERNAL, AgencyException::code);
    }

    @Test
    void instructions_throwWhatTheyDoNotDeclare_endTheRun() {
        Agent agent = agent().instructions(
                        _ -> ActiveRunTest.<String, RuntimeException>sneak(new IOException("no file")))
                .build();

        ActiveRun run = run(agent, "text hi");
        RunResult result = run.whenEnded().join();

        assertThat(result.failure()).hasMessageContaining("no file");
        assertThat(active.find(run.id())).isEmpty();
        assertThat(run.whenEnded()).isCompletedWithValue(result);
    }

    @Test
    void userContext_ofARequest_isCopiedForEachRun() {
        Map<String, Object> input = Map.of("notes", new ArrayList<>(List.of("first")));
        Agent agent = agent().tools(new RudeTools()).build();
        RunOptions options = new RunOptions("", input, ClientConfig.NONE, List.of(), false);
        Agency agency = Agency.named("team").entryPoints(agent).build();
        RunRequest request = new RunRequest(
                UserMessage.of(List.of(Item.userMessage("call note {} & call note {} ;; text ${output}"))),
                agent,
                Conversation.EMPTY,
                options);

        for (int i = 0; i < 2; i++) {
            RunResult result = begin(agency, request).whenEnded().join();

            assertThat(result.response().asText()).as("entries of both calls").isEqualTo("20001");
        }
        assertThat(input).isEqualTo(Map.of("notes", List.of("first")));
    }

    @Test
    void tool_throwsError_isReportedToModel() {
        Agent agent = agent().tools(new RudeTools()).build();

        assertThat(run(agent, "call fall {} ;; text ${output}")
                        .whenEnded()
                        .join()
                        .response()
                        .asText())
                .contains("An error occurred", "the driver is not there");
    }

    /** Throws what the signature does not declare, as code in Kotlin does. */
    @SuppressWarnings("unchecked")
    private static <R, T extends Throwable> R sneak(Throwable undeclared) throws T {
        throw (T) undeclared;
    }

    @Test
    void instructions_throw_theAgentIsNamed() {
        Agent agent = agent().instructions(_ -> {
                    throw new IllegalStateException("no template");
                })
                .build();

        assertThat(run(agent, "text hi").whenEnded().join().failure())
                .hasMessageContainingAll("Agent Lead", "no template");
    }

    @Test
    void userContext_ofTheAgencyHoldsANull_isCopied() {
        Agency agency = Agency.named("team")
                .entryPoints(agent().build())
                .userContext(Map.of("prefs", Collections.singletonMap("colour", null)))
                .build();

        assertThat(begin(agency, request(agency.entryPoints().getFirst(), "text hi"))
                        .whenEnded()
                        .join()
                        .response()
                        .asText())
                .isEqualTo("hi");
    }

    @Test
    void tools_useARequestScopedBean_shareThatOfTheRun() {
        Agent agent = agent().tools(counters).build();

        RunResult result = run(agent, "call count {} ;; call count {} ;; text ${output}")
                .whenEnded()
                .join();

        assertThat(result.failure()).isNull();
        assertThat(result.response().asText()).isEqualTo("2");
        assertThat(run(agent, "call count {} ;; text ${output}")
                        .whenEnded()
                        .join()
                        .response()
                        .asText())
                .as("that of another run")
                .isEqualTo("1");
    }

    @Test
    void tool_throwsAnInterruptOfItsOwn_isToldToTheModel() {
        Agent agent = agent().tools(new RudeTools()).build();

        assertThat(run(agent, "call interrupt {} ;; text ${output}")
                        .whenEnded()
                        .join()
                        .response()
                        .asText())
                .contains("An error occurred", "a lock was not to be had");
    }

    @Test
    void tool_leftBehindByAFailure_learnsOfIt() throws Exception {
        RudeTools tools = new RudeTools();

        RunResult result = run(agent().tools(tools).build(), "call poll {} & call fail {} ;; text never")
                .whenEnded()
                .join();

        assertThat(result.failure()).hasMessageContainingAll("Agent Lead", "enough");
        assertThat(tools.told.get(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Agent.Builder agent() {
        return Agent.named("Lead").model("offline/x");
    }

    private ActiveRun run(Agent agent, String message) {
        return begin(Agency.named("team").entryPoints(agent).build(), request(agent, message));
    }

    private ActiveRun begin(Agency agency, RunRequest request) {
        return runner.startNew(agency, request, _ -> List.of());
    }

    private static RunRequest request(Agent agent, String message) {
        return new RunRequest(
                UserMessage.of(List.of(Item.userMessage(message))), agent, Conversation.EMPTY, RunOptions.NONE);
    }
}
