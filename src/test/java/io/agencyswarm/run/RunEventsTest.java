package io.agencyswarm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.model.ModelEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs against the offline model, seen as their subscriber sees them. */
@QuarkusTest
@Timeout(60)
class RunEventsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    AgencyRunner runner;

    @Inject
    ActiveRuns active;

    private final Agent lead = Agent.named("Lead").model("offline/x").build();
    private final Agent expert = Agent.named("Expert").model("offline/x").build();
    private final Agency team = Agency.named("team")
            .entryPoints(lead)
            .flow(lead, expert)
            .handoff(lead, expert)
            .build();

    @Test
    void events_wholeRun_beginsWithStartedAndEndsWithEnded() {
        AgencyRun run = run("text Good morning.");

        List<RunEvent> events = all(run);

        assertThat(events.getFirst()).isEqualTo(new RunEvent.Started(run.id()));
        assertThat(events.getLast()).isInstanceOfSatisfying(RunEvent.Ended.class, ended -> {
            assertThat(ended.result().response()).isEqualTo(TextNode.valueOf("Good morning."));
            assertThat(ended.result().cancelled()).isFalse();
            assertThat(ended.result().failure()).isEmpty();
            assertThat(ended.result().usage().requestCount()).isEqualTo(1);
        });
        assertThat(events).filteredOn(RunEvent.Ended.class::isInstance).hasSize(1);
        assertThat(run.ended()).isCompletedWithValue(((RunEvent.Ended) events.getLast()).result());
    }

    @Test
    void events_noSubscriber_theRunDoesNotBegin() {
        AgencyRun run = run("text hi");

        run.events(List::of);

        assertThat(active.find(run.id())).isEmpty();
        assertThat(run.ended()).isNotDone();
    }

    @Test
    void events_demandUsedUp_theRunWaits() {
        AgencyRun run = run("say 20");
        AssertSubscriber<RunEvent> subscriber = subscribe(run, 3);

        subscriber.awaitItems(3, SOON);

        // Without anyone waiting for demand the run would be over in a few milliseconds.
        assertThatThrownBy(() -> run.ended().get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(subscriber.getItems()).hasSize(3);
        assertThat(active.find(run.id())).containsSame(run);
        subscriber.request(2).awaitItems(5, SOON);
        assertThatThrownBy(() -> run.ended().get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(subscriber.getItems()).hasSize(5);
        subscriber.request(Long.MAX_VALUE).awaitCompletion(SOON);
        assertThat(subscriber.getLastItem()).isInstanceOf(RunEvent.Ended.class);
    }

    @Test
    void events_noDemandAtAll_nothingComes() {
        AgencyRun run = run("text hi");
        AssertSubscriber<RunEvent> subscriber = subscribe(run, 0);

        assertThatThrownBy(() -> run.ended().get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        subscriber.assertHasNotReceivedAnyItem().assertNotTerminated();
        subscriber.request(1).awaitItems(1, SOON);
        assertThat(subscriber.getItems()).containsExactly(new RunEvent.Started(run.id()));
        subscriber.cancel();
    }

    @Test
    void events_oneAtATime_areTheSameAsAllAtOnce() {
        List<String> whole = all(run("call unknown {} ;; text done")).stream()
                .map(RunEventsTest::shown)
                .toList();
        AssertSubscriber<RunEvent> subscriber = subscribe(run("call unknown {} ;; text done"), 0);

        for (int i = 1; i <= whole.size(); i++) {
            subscriber.request(1).awaitItems(i, SOON);
        }

        subscriber.awaitCompletion(SOON);
        assertThat(subscriber.getItems()).extracting(RunEventsTest::shown).isEqualTo(whole);
    }

    @Test
    void cancelSubscription_whileTheModelIsSilent_cancelsTheRun() throws Exception {
        AgencyRun run = run("hang");
        AssertSubscriber<RunEvent> subscriber = subscribe(run, 3);
        subscriber.awaitItems(3, SOON).request(Long.MAX_VALUE);

        subscriber.cancel();

        RunResult result = run.ended().get(20, TimeUnit.SECONDS);
        assertThat(result.cancelled()).isTrue();
        assertThat(result.failure()).isEmpty();
        assertThat(active.find(run.id())).isEmpty();
        assertThat(subscriber.getItems()).noneMatch(RunEvent.Ended.class::isInstance);
    }

    /** Repeated, because the run may not be waiting yet, only about to. */
    @RepeatedTest(200)
    void cancelSubscription_whileTheRunWaitsForDemand_cancelsTheRun() throws Exception {
        AgencyRun run = run("say 20");
        AssertSubscriber<RunEvent> subscriber = subscribe(run, 2);
        subscriber.awaitItems(2, SOON);

        subscriber.cancel();

        assertThat(run.ended().get(20, TimeUnit.SECONDS).cancelled()).isTrue();
        assertThat(subscriber.getItems()).hasSize(2);
    }

    @Test
    void cancelRun_atOnceWhileTheModelIsSilent_endsTheStreamWithWhatWasWhole() {
        AgencyRun run = run("hang");
        AssertSubscriber<RunEvent> subscriber = subscribe(run, 3);
        subscriber.awaitItems(3, SOON).request(Long.MAX_VALUE);

        run.cancel(Cancellation.Mode.IMMEDIATE);

        subscriber.awaitCompletion(SOON);
        assertThat(subscriber.getLastItem()).isInstanceOfSatisfying(RunEvent.Ended.class, ended -> {
            assertThat(ended.result().cancelled()).isTrue();
            assertThat(ended.result().response()).isEmpty();
            assertThat(ended.result().newMessages())
                    .extracting(ThreadItem::item)
                    .containsExactly(Item.userMessage("hang"));
        });
        assertThat(subscriber.getItems()).noneMatch(RunEvent.Failed.class::isInstance);
    }

    @Test
    void cancelRun_afterTheTurn_keepsTheTurnAndAsksTheModelNoMore() {
        AgencyRun run = run("call unknown {} ;; text never said");
        run.cancel(Cancellation.Mode.AFTER_TURN);

        RunResult result = run.await(event -> {});

        assertThat(result.cancelled()).isTrue();
        assertThat(result.response().asText()).isEmpty();
        assertThat(result.usage().requestCount()).isEqualTo(1);
        assertThat(result.newMessages())
                .extracting(item -> item.item().getClass().getSimpleName())
                .containsExactly("Message", "FunctionCall", "FunctionCallOutput");
    }

    @Test
    void subscribe_secondTime_isRefused() {
        AgencyRun run = run("text hi");
        RunEvents<RunEvent> events = new RunEvents<>(run, List::of);
        AssertSubscriber<RunEvent> first = AssertSubscriber.create(Long.MAX_VALUE);
        events.subscribe(first);

        assertThatThrownBy(() -> events.subscribe(AssertSubscriber.create(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(run.id());
        first.awaitCompletion(SOON);
    }

    @Test
    void events_modelRefuses_areAFailureAndAnEndButNoError() {
        List<RunEvent> events = all(run("fail 400"));

        assertThat(events.get(events.size() - 2))
                .isInstanceOfSatisfying(
                        RunEvent.Failed.class,
                        failed -> assertThat(failed.message()).contains("Agent Lead", "400"));
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.Ended.class,
                        ended -> assertThat(ended.result().failure().map(AgencyException::code))
                                .contains(ErrorCode.MODEL_REFUSED));
    }

    @Test
    void events_delegation_liesBetweenTheCallAndItsOutput() {
        List<RunEvent> events = all(run("""
                call send_message {"recipient_agent":"Expert","message":"text sunny","additional_instructions":""} \
                ;; text It is ${output}."""));

        assertThat(events.stream()
                        .filter(event -> !(event instanceof RunEvent.ModelSent))
                        .map(RunEventsTest::shown))
                .containsExactly(
                        "Started",
                        "AgentUpdated Lead",
                        "ToolCalled Lead",
                        "AgentUpdated Expert",
                        "MessageCreated Expert",
                        "ToolReturned Lead",
                        "MessageCreated Lead",
                        "Ended");
        RunResult result = ((RunEvent.Ended) events.getLast()).result();
        assertThat(result.response().asText()).isEqualTo("It is sunny.");
        assertThat(result.usage().requestCount()).isEqualTo(3);
        assertThat(result.newMessages())
                .extracting(item ->
                        item.origin().agent() + " " + item.item().getClass().getSimpleName())
                .containsExactly(
                        "Lead Message",
                        "Expert Message",
                        "Expert Message",
                        "Lead FunctionCall",
                        "Lead FunctionCallOutput",
                        "Lead Message");
    }

    @Test
    void events_handoff_makeTheOtherAgentAnswer() {
        List<RunEvent> events = all(run("call transfer_to_Expert {} ;; text Here I am."));

        assertThat(events.stream()
                        .filter(event -> !(event instanceof RunEvent.ModelSent))
                        .map(RunEventsTest::shown))
                .containsExactly(
                        "Started",
                        "AgentUpdated Lead",
                        "ToolCalled Lead",
                        "HandoffRequested Lead",
                        "HandoffOccurred Expert",
                        "AgentUpdated Expert",
                        "MessageCreated Expert",
                        "Ended");
    }

    @Test
    void events_modelsOwn_arePassedOnInOrder() {
        assertThat(all(run("text hi")).stream()
                        .filter(RunEvent.ModelSent.class::isInstance)
                        .map(event -> ((RunEvent.ModelSent) event).event())
                        .map(ModelEvent::type))
                .startsWith("response.created")
                .endsWith("response.output_item.done", "response.completed");
    }

    @Test
    void events_encodedIntoNoneOrSeveral_eachElementNeedsDemand() {
        AgencyRun run = run("text hi");
        AssertSubscriber<String> subscriber = run.events(event -> switch (event) {
                    case RunEvent.Started _ -> List.of("a", "b", "c");
                    case RunEvent.Ended _ -> List.of("y", "z");
                    default -> List.<String>of();
                })
                .subscribe()
                .withSubscriber(AssertSubscriber.create(2));

        subscriber.awaitItems(2, SOON);
        assertThatThrownBy(() -> run.ended().get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(subscriber.getItems()).containsExactly("a", "b");
        subscriber.request(2).awaitItems(4, SOON);
        assertThat(subscriber.getItems()).containsExactly("a", "b", "c", "y");
        subscriber.assertNotTerminated().request(1).awaitCompletion(SOON);
        assertThat(subscriber.getItems()).containsExactly("a", "b", "c", "y", "z");
    }

    private AgencyRun run(String script) {
        RunRequest request = new RunRequest(
                UserMessage.of(List.of(Item.userMessage(script))), lead, Conversation.EMPTY, null, RunOptions.NONE);
        return runner.run(team, request);
    }

    private static List<RunEvent> all(AgencyRun run) {
        return subscribe(run, Long.MAX_VALUE).awaitCompletion(SOON).getItems();
    }

    private static AssertSubscriber<RunEvent> subscribe(AgencyRun run, long demand) {
        return run.<RunEvent>events(List::of).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    /** An event in short: without what differs from run to run. */
    private static String shown(RunEvent event) {
        return switch (event) {
            case RunEvent.Started _ -> "Started";
            case RunEvent.AgentUpdated updated ->
                "AgentUpdated " + updated.origin().agent();
            case RunEvent.ModelSent sent -> "ModelSent " + sent.event().type();
            case RunEvent.ReasoningCreated created ->
                "ReasoningCreated " + created.origin().agent();
            case RunEvent.ToolCalled called -> "ToolCalled " + called.origin().agent();
            case RunEvent.ToolReturned returned ->
                "ToolReturned " + returned.origin().agent();
            case RunEvent.MessageCreated created ->
                "MessageCreated " + created.origin().agent();
            case RunEvent.HandoffRequested requested ->
                "HandoffRequested " + requested.origin().agent();
            case RunEvent.HandoffOccurred occurred ->
                "HandoffOccurred " + occurred.origin().agent();
            case RunEvent.Failed(String message) -> "Failed " + message;
            case RunEvent.Ended _ -> "Ended";
        };
    }

    @Test
    void events_ofARunThatHasBegun_areRefused() {
        AgencyRun run = run("text hi");
        all(run);

        AssertSubscriber<RunEvent> second = AssertSubscriber.create(Long.MAX_VALUE);
        assertThatThrownBy(() -> run.<RunEvent>events(List::of).subscribe().withSubscriber(second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(run.id());
        assertThatThrownBy(() -> run.await(event -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void await_cancelledBeforeItBegins_startedIsFirstAllTheSame() {
        AgencyRun run = run("text hi");
        run.cancel(Cancellation.Mode.IMMEDIATE);
        List<RunEvent> events = new ArrayList<>();

        assertThat(run.await(events::add).cancelled()).isTrue();

        assertThat(events.getFirst()).isInstanceOf(RunEvent.Started.class);
        assertThat(events.getLast()).isInstanceOf(RunEvent.Ended.class);
    }

    @Test
    void events_encodingThatThrowsAtTheEnd_failsTheStream() {
        AssertSubscriber<RunEvent> subscriber = AssertSubscriber.create(Long.MAX_VALUE);

        run("text hi")
                .events(event -> {
                    if (event instanceof RunEvent.Ended) {
                        throw new IllegalStateException("can't be encoded");
                    }
                    return List.of(event);
                })
                .subscribe()
                .withSubscriber(subscriber);

        subscriber.awaitFailure(SOON).assertFailedWith(IllegalStateException.class, "can't be encoded");
    }
}
