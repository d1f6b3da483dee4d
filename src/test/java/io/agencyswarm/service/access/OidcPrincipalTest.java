package io.agencyswarm.service.access;

import static io.agencyswarm.service.ServiceClient.delegate;
import static io.agencyswarm.service.ServiceClient.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.Gates;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The caller that tools see, and the owner of a run. */
@QuarkusTest
@TestProfile(OidcProfile.class)
@Timeout(60)
class OidcPrincipalTest {

    private static final String WHO_AM_I = "call whoami {} ;; text Done";

    @TestHTTPResource
    URI base;

    @Inject
    Gates gates;

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @Test
    void tool_ofRun_receivesSubjectWhateverClientSays() throws Exception {
        ObjectNode body = says(WHO_AM_I);
        body.putObject("user_context")
                .put("principal", "eve")
                .put("Principal", "eve")
                .put("city", "Oslo");
        String expected = "{\"Principal\": \"eve\", \"city\": \"Oslo\", \"principal\": \"ada\", \"tenant\": \"acme\"}";

        assertThat(ada().ask("team", body).newMessages().findValuesAsText("output"))
                .containsExactly(expected);
        assertThat(ada().stream("team", body).newMessages().findValuesAsText("output"))
                .containsExactly(expected);
    }

    @Test
    void tool_ofDelegatedRun_receivesSubject() throws Exception {
        ServiceAnswer answer = ada().ask("team", delegate("Developer", WHO_AM_I) + " ;; text Asked");

        assertThat(answer.newMessages().findValuesAsText("output"))
                .containsExactly("{\"principal\": \"ada\", \"tenant\": \"acme\"}", "Done");
    }

    @Test
    void tool_clientCalls_receivesSubject() throws Exception {
        assertThat(caller("bob", "mechanic").post("/tool/who", "{}").text()).isEqualTo("{\"response\":\"bob\"}");
    }

    @Test
    void run_ofAnother_canNotBeCancelledAndContinues() throws Exception {
        try (LiveStream stream = ada().open("workshop", "call hold {\"gate\":\"mine\"} ;; text Done")) {
            String runId = stream.runId();
            gates.awaitEntered("mine");

            ServiceAnswer unknown = caller("bob", "manager").cancel("workshop", "none");
            ServiceAnswer refused = caller("bob", "manager").cancel("workshop", runId);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text()).isEqualTo(unknown.text());

            gates.open("mine");
            assertThat(stream.rest().messages().path("cancelled").booleanValue())
                    .isFalse();
        }
    }

    @Test
    void run_ofOnesOwn_canBeCancelledWithAnotherToken() throws Exception {
        try (LiveStream stream = ada().open("workshop", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            Cancels.assertEndsCancelled(stream, Cancels.cancel(caller("ada", "other"), "workshop", stream));
        }
    }

    @Test
    void thread_ofAnother_isNotGoneOnWith() throws Exception {
        String thread = "shared-" + UUID.randomUUID();
        ada().ask("team", says("text My salary").put("thread_id", thread));

        caller("bob", "manager").ask("team", says("text Hello").put("thread_id", thread));
        assertThat(Model.lastInput().toString()).doesNotContain("salary");
        ada().ask("team", says("text And now").put("thread_id", thread));
        assertThat(Model.lastInput().toString()).contains("salary").doesNotContain("Hello");
    }

    private ServiceClient ada() {
        return caller("ada", "manager");
    }

    private ServiceClient caller(String subject, String... roles) {
        String token = OidcServer.current().token(subject, roles);
        return ServiceClient.at(base).with("Authorization", "Bearer " + token);
    }
}
