package io.agencyswarm.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with a token of its own and a provider of others: either does. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
@Timeout(60)
class OidcAndTokenTest {

    @TestHTTPResource
    URI base;

    private AgencyClient holder;
    private AgencyClient ada;

    @BeforeEach
    void setUp() {
        holder = with(OidcAndTokenProfile.TOKEN);
        ada = with(OidcServer.current().token("ada", "manager"));
        Model.forget();
    }

    @Test
    void either_isTaken() throws Exception {
        assertThat(holder.ask("basic", "text Hi").response()).isEqualTo("Hi");
        assertThat(ada.ask("basic", "text Hi").response()).isEqualTo("Hi");
    }

    @Test
    void holderOfTheToken_mayDoEverythingWithoutARole() throws Exception {
        assertThat(holder.ask("team", "text Hi").response()).isEqualTo("Hi");
        assertThat(holder.stream("Night_Shift", "text Hi").errors()).isEmpty();
        assertThat(holder.get("/get_logs?log_id=none").status()).isEqualTo(404);
        assertThat(holder.post("/tool/who", "{}").text()).isEqualTo("{\"response\":\"null\"}");
        assertThat(ada.post("/tool/who", "{}").status()).isEqualTo(403);
    }

    @Test
    void holderOfTheToken_canNotPassForSomebody() throws Exception {
        ObjectNode body = AgencyClient.says("call whoami {} ;; text Done");
        body.putObject("user_context").put("principal", "ada").put("city", "Oslo");

        assertThat(holder.ask("team", body).newMessages().findValuesAsText("output"))
                .containsExactly("{\"city\": \"Oslo\", \"tenant\": \"acme\"}");
    }

    @Test
    void holderOfTheToken_mayCancelARunOfAnybody() throws Exception {
        try (LiveStream stream = ada.open("team", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            Cancels.assertEndsCancelled(stream, Cancels.cancel(holder, "team", stream));
        }
    }

    @Test
    void run_ofTheHolder_isNotForOthersToCancel() throws Exception {
        try (LiveStream stream = holder.open("team", "say 2000 every 20ms")) {
            stream.await(Cancels.DELTA);
            assertThat(ada.cancel("team", stream.runId()).status()).isEqualTo(404);
            Cancels.assertEndsCancelled(stream, Cancels.cancel(holder, "team", stream));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a secre", "a secrets", "A SECRET", "a.secret", ""})
    void token_isNeither_is401(String token) throws Exception {
        assertThat(with(token).ask("basic", "text Hi").status()).isEqualTo(401);
        assertThat(Model.requests()).isEmpty();
    }

    private AgencyClient with(String token) {
        return AgencyClient.at(base).with("Authorization", "Bearer " + token);
    }
}
