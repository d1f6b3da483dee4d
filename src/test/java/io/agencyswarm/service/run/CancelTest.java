package io.agencyswarm.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cancelling immediately while the model answers or before it answers: complete items stay, and the conversation can
 * continue.
 */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class CancelTest {

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void cancel_whileTextStreams_dropsTheMessageInProgress() throws Exception {
        try (LiveStream stream = client.open("basic", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            ServiceAnswer cancelled = Cancels.cancel(client, "basic", stream);

            assertThat(Cancels.kinds(cancelled.newMessages())).containsExactly("user");
            Cancels.assertEndsCancelled(stream, cancelled);
        }
        Model.awaitClosed();
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void cancel_afterAWholeTurn_keepsIt() throws Exception {
        try (LiveStream stream = client.open("basic", "call add {\"a\":1,\"b\":2} ;; say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            ServiceAnswer cancelled = Cancels.cancel(client, "basic", stream);

            assertThat(Cancels.kinds(cancelled.newMessages()))
                    .containsExactly("user", "function_call", "function_call_output");
            Cancels.assertEndsCancelled(stream, cancelled);
            Model.assertGoesOn(client, "basic", cancelled.newMessages());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail 429 after 60", "silent", "hang"})
    void cancel_whileTheModelIsWaitedFor_doesNotWait(String script) throws Exception {
        try (LiveStream stream = client.open("basic", script)) {
            stream.runId();
            Model.awaitRequests(1);
            ServiceAnswer cancelled = Cancels.cancel(client, "basic", stream);

            assertThat(Cancels.kinds(cancelled.newMessages())).containsExactly("user");
            Cancels.assertEndsCancelled(stream, cancelled);
        }
        Model.awaitClosed();
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void cancel_beforeTheFirstEventIsRead_ends() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (LiveStream stream = client.open("basic", "say 2000 every 20ms")) {
                Cancels.assertEndsCancelled(stream, Cancels.cancel(client, "basic", stream));
            }
        }
        Model.awaitClosed();
    }

    @Test
    void cancel_twiceAtOnce_isAnsweredTwice() throws Exception {
        try (LiveStream stream = client.open("basic", "say 2000 every 20ms")) {
            String runId = stream.runId();
            stream.await(Cancels.DELTA);
            List<CompletableFuture<ServiceAnswer>> cancels = new ArrayList<>();
            for (String mode : List.of("immediate", "immediate", "after_turn", "immediate")) {
                cancels.add(client.cancelLater("basic", runId, mode));
            }
            for (CompletableFuture<ServiceAnswer> cancel : cancels) {
                ServiceAnswer answer = cancel.get(30, TimeUnit.SECONDS);
                // A cancel after the run's end gets 404.
                assertThat(answer.status()).isIn(200, 404);
            }
            assertThat(cancels).anyMatch(cancel -> cancel.join().status() == 200);
        }
    }

    @Test
    void cancel_runHasEnded_is404() throws Exception {
        String runId = client.stream("basic", "text Over").runId();

        assertThat(client.cancel("basic", runId).status()).isEqualTo(404);
    }

    @Test
    void cancel_runOfAnotherAgency_is404AndRunContinues() throws Exception {
        try (LiveStream stream = client.open("workshop", "call hold {\"gate\":\"foreign\"} ;; text Done")) {
            String runId = stream.runId();
            gates.awaitEntered("foreign");

            assertThat(client.cancel("basic", runId).status()).isEqualTo(404);

            gates.open("foreign");
            assertThat(stream.rest().messages().path("cancelled").booleanValue())
                    .isFalse();
        }
    }
}
