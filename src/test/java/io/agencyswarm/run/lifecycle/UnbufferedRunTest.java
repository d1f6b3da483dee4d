package io.agencyswarm.run.lifecycle;

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
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.sse.SseEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Complete runs against the offline model, as their reader sees them. */
@QuarkusTest
@Timeout(60)
class UnbufferedRunTest {

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

    /** The events of a run, and the frames of its reader: one for each event. */
    private final class Watched implements EventEncoder {

        private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
        private final ActiveRun run;

        Watched(String script) {
            run = begin(script, this);
        }

        @Override
        public List<SseEvent> encode(RunEvent event) {
            events.add(event);
            return List.of(SseEvent.of("event", shown(event)));
        }

        AssertSubscriber<SseEvent> read(long demand) {
            return run.log().frames(0).subscribe().withSubscriber(AssertSubscriber.create(demand));
        }
    }

    @Test
    void events_wholeRun_beginsWithStartedAndEndsWithEnded() {
        Watched watched = new Watched("text Good morning.");

        watched.read(Long.MAX_VALUE).awaitCompletion(SOON);

        assertThat(watched.events.getFirst()).isEqualTo(new RunEvent.Started(watched.run.id(), Map.of()));
        assertThat(watched.events.getLast()).isInstanceOfSatisfying(RunEvent.Ended.class, ended -> {
            assertThat(ended.result().response()).isEqualTo(TextNode.valueOf("Good morning."));
            assertThat(ended.result().cancelled()).isFalse();
            assertThat(ended.result().failure()).isNull();
            assertThat(ended.result().usage().requestCount()).isEqualTo(1);
        });
        assertThat(watched.events).filteredOn(RunEvent.Ended.class::isInstance).hasSize(1);
        assertThat(watched.run.whenEnded()).isCompletedWithValue(((RunEvent.Ended) watched.events.getLast()).result());
    }

    @Test
    void events_noReader_theRunWaitsWithItsFirst() {
        Watched watched = new Watched("text hi");

        assertThatThrownBy(() -> watched.run.whenEnded().get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(watched.events).hasSizeLessThanOrEqualTo(1);
        watched.read(Long.MAX_VALUE).awaitCompletion(SOON);
    }

    /** Repeated, because the run may not wait yet. */
    @RepeatedTest(20)
    void cancelRun_readerWithoutDemand_endsTheRun() throws Exception {
        Watched watched = new Watched("text hi");
        AssertSubscriber<SseEvent> reader = watched.read(0);

        watched.run.cancel(Cancellation.Mode.IMMEDIATE);

        assertThat(watched.run.whenEnded().get(20, TimeUnit.SECONDS).cancelled())
                .isTrue();
        reader.request(Long.MAX_VALUE).awaitCompletion(SOON);
        assertThat(reader.getItems()).extracting(SseEvent::text).containsExactly("Started", "Ended");
    }

    @Test
    void runTime_readerWithoutDemand_endsTheRun() throws Exception {
        Watched watched = new Watched("text hi");
        watched.read(0);

        watched.run.failWithTimeout(Duration.ofSeconds(1));

        assertThat(watched.run.whenEnded().get(20, TimeUnit.SECONDS).failure())
                .returns(ErrorCode.RUN_TIMEOUT, AgencyException::code);
    }

    /** Repeated, because the run may not wait yet. */
    @RepeatedTest(50)
    void leave_beforeAnyoneReads_cancelsTheRun() throws Exception {
        Watched watched = new Watched("text hi");

        watched.run.join();
        watched.run.leave();

        assertThat(watched.run.whenEnded().get(20, TimeUnit.SECONDS).cancelled())
                .isTrue();
    }

    @Test
    void events_demandUsedUp_theRunWaits() {
        Watched watched = new Watched("say 20");
        AssertSubscriber<SseEvent> reader = watched.read(3);

        reader.awaitItems(3, SOON);

        // If the run did not wait for demand, it would end within milliseconds.
        assertThatThrownBy(() -> watched.run.whenEnded().get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(reader.getItems()).hasSize(3);
        assertThat(active.find(watched.run.id())).containsSame(watched.run);
        reader.request(2).awaitItems(5, SOON);
        assertThatThrownBy(() -> watched.run.whenEnded().get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(reader.getItems()).hasSize(5);
        reader.request(Long.MAX_VALUE).awaitCompletion(SOON);
        assertThat(reader.getLastItem().text()).isEqualTo("Ended");
    }

    @Test
    void events_noDemandAtAll_nothingComes() {
        Watched watched = new Watched("text hi");
        AssertSubscriber<SseEvent> reader = watched.read(0);

        assertThatThrownBy(() -> watched.run.whenEnded().get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);

        reader.assertHasNotReceivedAnyItem().assertNotTerminated();
        reader.request(1).awaitItems(1, SOON);
        assertThat(reader.getItems()).extracting(SseEvent::text).containsExactly("Started");
        reader.cancel();
    }

    @Test
    void events_oneAtATime_areTheSameAsAllAtOnce() {
        String script = "call unknown {} ;; text done";
        List<String> whole = new Watched(script)
                .read(Long.MAX_VALUE).awaitCompletion(SOON).getItems().stream()
                        .map(SseEvent::text)
                        .toList();
        AssertSubscriber<SseEvent> reader = new Watched(script).read(0);

        for (int i = 1; i <= whole.size(); i++) {
            reader.request(1).awaitItems(i, SOON);
        }

        reader.awaitCompletion(SOON);
        assertThat(reader.getItems()).extracting(SseEvent::text).isEqualTo(whole);
    }

    @Test
    void cancelSubscription_whileTheModelIsSilent_cancelsTheRun() throws Exception {
        Watched watched = new Watched("hang");
        AssertSubscriber<SseEvent> reader = watched.read(3);
        reader.awaitItems(3, SOON).request(Long.MAX_VALUE);

        reader.cancel();

        RunResult result = watched.run.whenEnded().get(20, TimeUnit.SECONDS);
        assertThat(result.cancelled()).isTrue();
        assertThat(result.failure()).isNull();
        assertThat(active.find(watched.run.id())).isEmpty();
        assertThat(reader.getItems()).extracting(SseEvent::text).doesNotContain("Ended");
    }

    /** Repeated, because the run may not wait yet. */
    @RepeatedTest(200)
    void cancelSubscription_whileTheRunWaitsForDemand_cancelsTheRun() throws Exception {
        Watched watched = new Watched("say 20");
        AssertSubscriber<SseEvent> reader = watched.read(2);
        reader.awaitItems(2, SOON);

        reader.cancel();

        assertThat(watched.run.whenEnded().get(20, TimeUnit.SECONDS).cancelled())
                .isTrue();
        assertThat(reader.getItems()).hasSize(2);
    }

    @Test
    void cancelRun_atOnceWhileTheModelIsSilent_endsTheStreamWithWhatWasWhole() {
        Watched watched = new Watched("hang");
        AssertSubscriber<SseEvent> reader = watched.read(3);
        reader.awaitItems(3, SOON).request(Long.MAX_VALUE);

        watched.run.cancel(Cancellation.Mode.IMMEDIATE);

        reader.awaitCompletion(SOON);
        assertThat(watched.events.getLast()).isInstanceOfSatisfying(RunEvent.Ended.class, ended -> {
            assertThat(ended.result().cancelled()).isTrue();
            assertThat(ended.result().response()).isEmpty();
            assertThat(ended.result().newMessages())
                    .extracting(ThreadItem::item)
                    .containsExactly(Item.userMessage("hang"));
        });
        assertThat(watched.events).noneMatch(RunEvent.RunFailed.class::isInstance);
    }

    @Test
    void cancelRun_afterTheTurn_keepsTheTurnAndAsksTheModelNoMore() {
        Watched watched = new Watched("call unknown {} ;; text never said");
        watched.run.cancel(Cancellation.Mode.AFTER_TURN);

        watched.read(Long.MAX_VALUE).awaitCompletion(SOON);

        RunResult result = watched.run.whenEnded().join();
        assertThat(result.cancelled()).isTrue();
        assertThat(result.response().asText()).isEmpty();
        assertThat(result.usage().requestCount()).isEqualTo(1);
        assertThat(result.newMessages())
                .extracting(item -> item.item().getClass().getSimpleName())
                .containsExactly("Message", "FunctionCall", "FunctionCallOutput");
    }

    @Test
    void events_modelRefuses_areAFailureAndAnEndButNoError() {
        List<RunEvent> events = all("fail 400");

        assertThat(events.get(events.size() - 2))
                .isInstanceOfSatisfying(
                        RunEvent.RunFailed.class,
                        failed -> assertThat(failed.message()).contains("Agent Lead", "400"));
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.Ended.class,
                        ended -> assertThat(ended.result().failure())
                                .returns(ErrorCode.MODEL_REFUSED, AgencyException::code));
    }

    @Test
    void events_delegation_liesBetweenTheCallAndItsOutput() {
        List<RunEvent> events = all("""
                call send_message {"recipient_agent":"Expert","message":"text sunny","additional_instructions":""} \
                ;; text It is ${output}.""");

        assertThat(events.stream()
                        .filter(event -> !(event instanceof RunEvent.ModelSent))
                        .map(UnbufferedRunTest::shown))
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
        List<RunEvent> events = all("call transfer_to_Expert {} ;; text Here I am.");

        assertThat(events.stream()
                        .filter(event -> !(event instanceof RunEvent.ModelSent))
                        .map(UnbufferedRunTest::shown))
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
        assertThat(all("text hi").stream()
                        .filter(RunEvent.ModelSent.class::isInstance)
                        .map(event -> ((RunEvent.ModelSent) event).event())
                        .map(ModelEvent::type))
                .startsWith("response.created")
                .endsWith("response.output_item.done", "response.completed");
    }

    @Test
    void events_encodedIntoNoneOrSeveral_eachFrameNeedsDemand() {
        ActiveRun run = begin("text hi", event -> switch (event) {
            case RunEvent.Started _ -> frames("a", "b", "c");
            case RunEvent.Ended _ -> frames("y", "z");
            default -> List.of();
        });
        AssertSubscriber<SseEvent> reader = run.log().frames(0).subscribe().withSubscriber(AssertSubscriber.create(2));

        reader.awaitItems(2, SOON);
        assertThatThrownBy(() -> run.whenEnded().get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(reader.getItems()).extracting(SseEvent::text).containsExactly("a", "b");
        reader.request(2).awaitItems(4, SOON);
        assertThat(reader.getItems()).extracting(SseEvent::text).containsExactly("a", "b", "c", "y");
        reader.assertNotTerminated().request(1).awaitCompletion(SOON);
        assertThat(reader.getItems()).extracting(SseEvent::text).containsExactly("a", "b", "c", "y", "z");
    }

    private static List<SseEvent> frames(String... texts) {
        return Stream.of(texts).map(text -> SseEvent.of(null, text)).toList();
    }

    private ActiveRun begin(String script, EventEncoder encoder) {
        RunRequest request = new RunRequest(
                UserMessage.of(List.of(Item.userMessage(script))), lead, Conversation.EMPTY, RunOptions.NONE);
        return runner.startNew(team, request, encoder);
    }

    private List<RunEvent> all(String script) {
        Watched watched = new Watched(script);
        watched.read(Long.MAX_VALUE).awaitCompletion(SOON);
        return watched.events;
    }

    /** Returns an event in short, without values that differ between runs. */
    private static String shown(RunEvent event) {
        return switch (event) {
            case RunEvent.Started _ -> "Started";
            case RunEvent.AgentUpdated updated ->
                "AgentUpdated " + updated.from().name();
            case RunEvent.ModelSent sent -> "ModelSent " + sent.event().type();
            case RunEvent.ReasoningCreated created ->
                "ReasoningCreated " + created.from().name();
            case RunEvent.ToolCalled called -> "ToolCalled " + called.from().name();
            case RunEvent.ItemCreated created -> "ItemCreated " + created.from().name();
            case RunEvent.ToolProgress answer -> "ToolProgress " + answer.from().name();
            case RunEvent.ToolReturned returned ->
                "ToolReturned " + returned.from().name();
            case RunEvent.MessageCreated created ->
                "MessageCreated " + created.from().name();
            case RunEvent.HandoffRequested requested ->
                "HandoffRequested " + requested.from().name();
            case RunEvent.HandoffOccurred occurred ->
                "HandoffOccurred " + occurred.to().name();
            case RunEvent.RunFailed(String message) -> "Failed " + message;
            case RunEvent.Ended _ -> "Ended";
        };
    }

    @Test
    void cancelRun_beforeAnyoneReads_startedIsFirstAllTheSame() {
        Watched watched = new Watched("text hi");
        watched.run.cancel(Cancellation.Mode.IMMEDIATE);

        watched.read(Long.MAX_VALUE).awaitCompletion(SOON);

        assertThat(watched.run.whenEnded().join().cancelled()).isTrue();
        assertThat(watched.events.getFirst()).isInstanceOf(RunEvent.Started.class);
        assertThat(watched.events.getLast()).isInstanceOf(RunEvent.Ended.class);
    }

    @Test
    void events_encodingThatThrowsAtTheEnd_failsTheStream() {
        AssertSubscriber<SseEvent> reader = AssertSubscriber.create(Long.MAX_VALUE);

        begin("text hi", event -> {
                    if (event instanceof RunEvent.Ended) {
                        throw new IllegalStateException("can't be encoded");
                    }
                    return frames("x");
                })
                .log()
                .frames(0)
                .subscribe()
                .withSubscriber(reader);

        reader.awaitFailure(SOON).assertFailedWith(IllegalStateException.class, "can't be encoded");
    }
}
