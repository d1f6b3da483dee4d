package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Cancels;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service with its own token and an OpenID Connect provider: both kinds of tokens are valid. */
@QuarkusTest
@TestProfile(OidcAndTokenProfile.class)
@Timeout(60)
class OidcAndTokenTest {

    @TestHTTPResource
    URI base;

    private ServiceClient holder;
    private ServiceClient ada;

    @BeforeEach
    void setUp() {
        holder = with(OidcAndTokenProfile.TOKEN);
        ada = with(OidcServer.current().token("ada", "manager"));
        Model.forget();
    }

    @Test
    void ask_serviceTokenOrJwt_isAccepted() throws Exception {
        assertThat(holder.ask("basic", "text Hi").response()).isEqualTo("Hi");
        assertThat(ada.ask("basic", "text Hi").response()).isEqualTo("Hi");
    }

    @Test
    void serviceToken_noRole_mayDoEverything() throws Exception {
        assertThat(holder.ask("team", "text Hi").response()).isEqualTo("Hi");
        assertThat(holder.stream("Night_Shift", "text Hi").errors()).isEmpty();
        assertThat(holder.get("/get_logs?log_id=none").status()).isEqualTo(404);
        assertThat(holder.post("/tool/who", "{}").text()).isEqualTo("{\"response\":\"null\"}");
        assertThat(ada.post("/tool/who", "{}").status()).isEqualTo(403);
    }

    /**
     * The documentation is open. A path that one component takes for the documentation must not be a resource's path
     * for another.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/basic/get_metadata;a",
                "/basic/get_metadata;a=/docs/",
                "/basic/get_metadata%3Ba",
                "/basic;/docs/;/get_metadata",
                "/docs/../basic/get_metadata",
                "/docs/%2e%2e/basic/get_metadata",
                "/docs/..%2Fbasic%2Fget_metadata",
                "/docs/..%2fbasic/get_metadata",
                "/docs/..;/basic/get_metadata",
                "/docs/%2E%2E%2Fbasic/get_metadata",
                "/docs/..%5Cbasic/get_metadata",
                "/docs%2F..%2Fbasic%2Fget_metadata",
                "/docs;a/../basic/get_metadata",
                "/openapi.json/../basic/get_metadata",
                "/openapi.json;/../../basic/get_metadata",
                "/redoc/..%252Fbasic/get_metadata",
                "/webjars/redoc/..%2F..%2Fbasic/get_metadata",
                "/docs/..//basic/get_metadata",
                "/./basic/get_metadata",
                "/basic%2Fget_metadata"
            })
    void path_thatSeemsToBeOpen_isNot(String path) throws Exception {
        ServiceAnswer got = ServiceClient.at(base).get(path);
        ServiceAnswer request =
                ServiceClient.at(base).post(path.replace("get_metadata", "get_response"), "{\"message\":\"text Hi\"}");

        assertThat(got.status()).isIn(400, 401, 404, 405);
        assertThat(request.status()).isIn(400, 401, 404, 405);
        assertThat(got.text()).doesNotContain("nodes");
        assertThat(Model.requests()).isEmpty();
    }

    @Test
    void quickReply_holdersOfTheServiceToken_shareItsAnswer() throws Exception {
        for (ServiceClient client : List.of(ada, holder, holder, ada)) {
            assertThat(client.ask("reception", "text Good day").response()).isEqualTo("Good day");
        }

        assertThat(Model.requests()).as("two of ada, and the holder's first").hasSize(3);
    }

    @Test
    void serviceToken_principalInContext_isRemoved() throws Exception {
        ObjectNode body = ServiceClient.says("call whoami {} ;; text Done");
        body.putObject("user_context").put("principal", "ada").put("city", "Oslo");

        assertThat(holder.ask("team", body).newMessages().findValuesAsText("output"))
                .containsExactly("{\"city\": \"Oslo\", \"tenant\": \"acme\"}");
    }

    @Test
    void serviceToken_runOfOtherCaller_mayCancel() throws Exception {
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

    private ServiceClient with(String token) {
        return ServiceClient.at(base).with("Authorization", "Bearer " + token);
    }
}
