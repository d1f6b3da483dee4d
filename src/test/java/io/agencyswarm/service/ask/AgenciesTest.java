package io.agencyswarm.service.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.ask.Agencies;
import io.agencyswarm.ask.Answer;
import io.agencyswarm.ask.Question;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asking agencies from Java. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class AgenciesTest {

    @TestHTTPResource
    URI base;

    @Inject
    Agencies agencies;

    @Inject
    AskingTools asking;

    @Inject
    Vertx vertx;

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @Test
    void ask_text_isAnsweredByTheFirstEntryPoint() {
        Answer answer = agencies.ask("court", "text Hello");

        assertThat(answer.text()).isEqualTo("Hello");
        assertThat(answer.newMessages()).hasSize(2);
        assertThat(answer.usage().requestCount()).isEqualTo(1);
        assertThat(Model.requests().getFirst().path("instructions").asText()).contains("You are the Clerk.");
    }

    @Test
    void ask_afterEarlierAnswer_continuesFromThere() {
        Answer first = agencies.ask("court", "text First");

        agencies.ask("court", Question.of("text Second").after(first.newMessages()));

        assertThat(Model.lastInput()).hasSize(3);
        assertThat(Model.lastInput().toString()).contains("text First", "text Second");
    }

    @Test
    void ask_recipientContextAndInstructions_reachTheRun() {
        Answer answer = agencies.ask(
                "court",
                Question.of("call recall {\"key\":\"colour\"} & call recall {\"key\":\"principal\"} ;; text Recalled")
                        .to("Judge")
                        .withUserContext("colour", "blue")
                        .withPrincipal("ada")
                        .withInstructions("Be strict."));

        assertThat(answer.text()).isEqualTo("Recalled");
        assertThat(Model.lastOutputs()).containsExactly("blue", "ada");
        assertThat(Model.requests().getFirst().path("instructions").asText())
                .contains("You are the Judge.", "Be strict.");
    }

    @Test
    void ask_agentWithAnOutputType_givesTheRecord() {
        Answer answer = agencies.ask(
                "court", Question.of("text {\"city\":\"Rome\",\"degrees\":20}").to("Teller"));

        assertThat(answer.as(AskingAgencies.Tally.class)).isEqualTo(new AskingAgencies.Tally("Rome", 20));
        assertThatThrownBy(() -> answer.as(Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a valid Integer");
    }

    /** The manual's example. */
    @Test
    void ask_fromAnEndpointOfTheApplication_answersWithTheRecord() throws Exception {
        io.agencyswarm.service.ServiceAnswer booked = ServiceClient.at(base)
                .post("/invoices", "text {\"number\":\"R-7\",\"total\":12.50,\"due\":\"2026-12-24\"}");

        assertThat(booked.status()).as(booked.text()).isEqualTo(200);
        assertThat(booked.body().path("number").asText()).isEqualTo("R-7");
        assertThat(booked.body().path("total").asText()).isEqualTo("12.50");
        assertThat(booked.body().path("due").asText()).isEqualTo("2026-12-24");
    }

    @Test
    void question_idOfThreadThatHttpWouldRefuse_isRefused() {
        Question question = Question.of("text Hello");

        assertThatThrownBy(() -> question.inThread(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The id of a thread must have 1 to 256 characters and must not be blank, but \" \" is blank.");
        assertThatThrownBy(() -> question.inThread("x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The id of a thread must have 1 to 256 characters and must not be blank, but it has 257.");
        assertThat(question.inThread("x".repeat(256)).thread()).hasSize(256);
    }

    @Test
    void ask_inAThread_isStoredLikeAClientsRun() throws Exception {
        String thread = UUID.randomUUID().toString();

        agencies.ask("court", Question.of("text First").inThread(thread));
        agencies.ask("court", Question.of("text Second").inThread(thread));

        assertThat(Model.lastInput()).hasSize(3);
        assertThat(ServiceClient.at(base)
                        .get("/court/threads/" + thread)
                        .body()
                        .path("item_count")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void ask_runFails_throwsWhy() {
        AgencyException failed = catchThrowableOfType(AgencyException.class, () -> agencies.ask("court", "fail 400"));

        assertThat(failed.code()).isEqualTo(ErrorCode.MODEL_REFUSED);
        assertThat(failed).hasMessageContaining("Agent Clerk");
    }

    @Test
    void ask_agencyOrAgentMissing_namesThoseThatAre() {
        assertThatThrownBy(() -> agencies.ask("nowhere", "text Hi"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no agency \"nowhere\"", "court");
        assertThatThrownBy(() -> agencies.ask("court", Question.of("text Hi").to("Nobody")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no agent \"Nobody\"", "Judge");
        assertThatThrownBy(() -> Question.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ask_callerIsInterrupted_cancelsTheRun() throws Exception {
        FutureTask<Optional<ErrorCode>> asking = new FutureTask<>(() -> {
            try {
                agencies.ask("court", "hang");
                return Optional.empty();
            } catch (AgencyException e) {
                return Thread.currentThread().isInterrupted() ? Optional.of(e.code()) : Optional.empty();
            }
        });
        Thread caller = Thread.ofVirtual().start(asking);
        Model.awaitRequests(1);

        caller.interrupt();

        assertThat(asking.get()).contains(ErrorCode.CANCELLED);
        Model.awaitClosed();
    }

    @Test
    void ask_onAnEventLoop_isRefused() throws Exception {
        FutureTask<Answer> asking = new FutureTask<>(() -> agencies.ask("court", "text Hi"));
        vertx.getOrCreateContext().runOnContext(_ -> asking.run());

        assertThatThrownBy(asking::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("event loop", "Agencies.stream");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void stream_subscribed_reportsAllUpToEnd() {
        List<RunEvent> events =
                agencies.stream("court", "say 3").collect().asList().await().indefinitely();

        assertThat(events.getFirst()).isInstanceOf(RunEvent.Started.class);
        assertThat(events.getLast()).isInstanceOf(RunEvent.Ended.class);
        RunEvent.Ended ended = (RunEvent.Ended) events.getLast();
        assertThat(ended.result().response().asText()).isEqualTo("w1 w2 w3 ");
    }

    /** The manual's example. */
    @Test
    void stream_ofText_hasThePiecesInOrder() {
        Multi<String> pieces = agencies.stream("court", "say 3")
                .onItem()
                .transformToIterable(event -> event instanceof RunEvent.ModelSent sent
                        ? sent.textDelta().stream().toList()
                        : List.of());

        assertThat(pieces.collect().asList().await().indefinitely()).containsExactly("w1 ", "w2 ", "w3 ");
    }

    @Test
    void stream_subscribedLate_beginsARunForEachSubscriber() {
        Multi<RunEvent> stream = agencies.stream("court", "say 2");
        agencies.ask("court", "text Between");
        assertThat(Model.requests()).as("nobody has subscribed").hasSize(1);

        RunResult first = result(stream);
        RunResult second = result(stream);

        assertThat(List.of(first, second))
                .extracting(result -> result.response().asText())
                .containsOnly("w1 w2 ");
        assertThat(first.runId()).isNotEqualTo(second.runId());
        assertThat(Model.requests()).hasSize(3);
    }

    private static RunResult result(Multi<RunEvent> stream) {
        List<RunEvent> events = stream.collect().asList().await().indefinitely();
        assertThat(events.getFirst()).isInstanceOf(RunEvent.Started.class);
        return ((RunEvent.Ended) events.getLast()).result();
    }

    @Test
    void stream_runFails_endsWithWhy() {
        List<RunEvent> events =
                agencies.stream("court", "fail 400").collect().asList().await().indefinitely();

        assertThat(events).hasAtLeastOneElementOfType(RunEvent.RunFailed.class);
        assertThat(((RunEvent.Ended) events.getLast()).result().failure()).isNotNull();
    }

    @Test
    void stream_subscriptionIsCancelled_cancelsTheRun() throws Exception {
        AssertSubscriber<RunEvent> subscriber =
                agencies.stream("court", "hang").subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        Model.awaitRequests(1);

        subscriber.cancel();

        Model.awaitClosed();
    }

    @Test
    void stream_eventInterruptedWhileItWaits_isDeliveredBeforeTheNext() throws Exception {
        AssertSubscriber<RunEvent> subscriber = agencies.stream("court", "call report {} ;; text Reported")
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        subscriber.awaitItems(1);
        while (!(subscriber.getLastItem() instanceof RunEvent.ToolProgress)) {
            subscriber.awaitNextItem();
        }

        Thread tool = asking.reporting.take();
        while (tool.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        tool.interrupt();
        subscriber.request(Long.MAX_VALUE);
        subscriber.awaitCompletion();

        assertThat(subscriber.getItems())
                .filteredOn(event -> event instanceof RunEvent.ToolProgress || event instanceof RunEvent.ToolReturned)
                .hasExactlyElementsOfTypes(
                        RunEvent.ToolProgress.class, RunEvent.ToolProgress.class, RunEvent.ToolReturned.class);
        assertThat(Model.lastOutputs()).containsExactly("interrupted");
    }

    @Test
    void stream_nothingRequested_holdsTheRunUp() {
        AssertSubscriber<RunEvent> subscriber =
                agencies.stream("court", "text Hi").subscribe().withSubscriber(AssertSubscriber.create(1));
        subscriber.awaitItems(1);

        assertThat(Model.requests()).isEmpty();
        subscriber.request(Long.MAX_VALUE);
        subscriber.awaitCompletion();
        assertThat(Model.requests()).hasSize(1);
        assertThat(Json.text(((RunEvent.Ended) subscriber.getItems().getLast())
                        .result()
                        .response()))
                .contains("Hi");
    }
}
