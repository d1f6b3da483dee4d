package io.agencyswarm.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.testing.OidcServer;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may do by their roles, whatever the spelling of the path. */
@QuarkusTest
@TestProfile(OidcProfile.class)
class OidcRolesTest {

    private static final String BODY = "{\"message\":\"text Hi\",\"run_id\":\"x\",\"log_id\":\"x\"}";

    @TestHTTPResource
    URI base;

    @BeforeEach
    void setUp() {
        Model.forget();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /team/get_response | The agency team is for callers with one of the roles [developer, manager] (agency-swarm.auth.roles.team).
            POST | /team/get_response_stream | The agency team is for callers with one of the roles [developer, manager] (agency-swarm.auth.roles.team).
            POST | /team/cancel_response_stream | The agency team is for callers with one of the roles [developer, manager] (agency-swarm.auth.roles.team).
            GET | /team/get_metadata | The agency team is for callers with one of the roles [developer, manager] (agency-swarm.auth.roles.team).
            POST | /Night_Shift/get_response | The agency Night_Shift is for callers with one of the roles [watchman] (agency-swarm.auth.roles.Night_Shift).
            POST | /tool/who | Tools are for callers with one of the roles [mechanic] (agency-swarm.auth.tool-roles).
            POST | /tool/unknown | Tools are for callers with one of the roles [mechanic] (agency-swarm.auth.tool-roles).
            POST | /get_logs | Logs are for callers with one of the roles [auditor] (agency-swarm.auth.log-roles).
            GET | /get_logs | Logs are for callers with one of the roles [auditor] (agency-swarm.auth.log-roles).
            """)
    void caller_withoutTheRole_is403ThatNamesTheRule(String method, String path, String rule) throws Exception {
        for (String[] roles : new String[][] {{}, {"intern"}, {"Manager"}, {"managers", "manager developer"}}) {
            ServiceAnswer answer = caller(roles).send(method, path, method.equals("POST") ? "not even json" : "");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body().path("detail").asText()).isEqualTo(rule);
            assertThat(answer.body().properties()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", "developer"})
    void caller_withOneOfTheRoles_isServed(String role) throws Exception {
        ServiceClient client = caller("other", role);

        assertThat(client.ask("team", "text Hi").response()).isEqualTo("Hi");
        assertThat(client.stream("team", "text Hi").errors()).isEmpty();
        assertThat(client.get("/team/get_metadata").status()).isEqualTo(200);
        assertThat(client.cancel("team", "none").status()).isEqualTo(404);
    }

    @Test
    void caller_withTheRoleOfOnePart_mayUseThatAlone() throws Exception {
        assertThat(caller("mechanic").post("/tool/who", "{}").status()).isEqualTo(200);
        assertThat(caller("mechanic").get("/get_logs?log_id=x").status()).isEqualTo(403);
        assertThat(caller("auditor").get("/get_logs?log_id=x").status()).isEqualTo(404);
        assertThat(caller("watchman").ask("Night_Shift", "text Hi").response()).isEqualTo("Hi");
        assertThat(caller("watchman").ask("team", "text Hi").status()).isEqualTo(403);
    }

    @Test
    void agency_withoutARule_isForAllWhoAreAuthenticated() throws Exception {
        assertThat(caller().ask("basic", "text Hi").response()).isEqualTo("Hi");
        assertThat(caller().ask("nobody", "text Hi").status()).isEqualTo(404);
    }

    @Test
    void roles_inKeycloaksClaim_count() throws Exception {
        ObjectNode claims = OidcServer.current().claims("ada").without("groups");
        claims.putObject("realm_access").putArray("roles").add("manager");

        assertThat(with(OidcServer.current().key().sign(claims))
                        .ask("team", "text Hi")
                        .response())
                .isEqualTo("Hi");
    }

    @Test
    void body_ofACallerWithoutTheRole_isNotWaitedFor() throws Exception {
        try (SseClient refused = caller().raw("/team/get_response")
                .header("Content-Length", "50000")
                .post("{")) {
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    /** Over a plain socket, because other clients normalize paths. None may reach the agency; the answer may vary. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//team/get_response",
                "/team//get_response",
                "/team/get_response/",
                "/./team/get_response",
                "/team/./get_response",
                "/basic/../team/get_response",
                "/basic/%2e%2e/team/get_response",
                "/docs/../team/get_response",
                "/docs/%2e%2e/team/get_response",
                "/openapi.json/../team/get_response",
                "/redoc/..;/team/get_response",
                "/%74eam/get_response",
                "/%74%65%61%6d/get_response",
                "/%2574eam/get_response",
                "/team/get%5Fresponse",
                "/team;x=y/get_response",
                "/team;/get_response",
                "/;/team/get_response",
                "/team/get_response;agency=basic",
                "/team/get_response?agency=basic",
                "/team%00/get_response",
                "/team%20/get_response",
                "/team%2fget_response",
                "/basic%2f..%2fteam/get_response",
                "/TEAM/get_response",
                "/Team/get_response",
                "/t%C3%A9am/get_response",
                "/team%E2%80%8B/get_response",
                "\\team\\get_response",
                "/team\\get_response",
                "/Night_Shift/get_response",
                "/Night%20Shift/get_response",
                "/Night+Shift/get_response",
                "/Night%5FShift/get_response",
                "/night_shift/get_response",
                "/tool/wh%6f",
                "//tool/who",
                "/tool//who",
                "/tool/./who",
                "/basic/../tool/who",
                "/%74ool/who",
                "/tool;x/who",
                "/tool/who;x",
                "/tool/who/",
                "//get_logs",
                "/get_logs/",
                "/get%5flogs",
                "/get_logs;x",
                "/GET_LOGS"
            })
    void address_speltInAnyWay_getsNobodyAroundTheRoles(String spelling) throws Exception {
        ServiceAnswer refused = ask(spelling, "intern");
        assertThat(Model.requests()).isEmpty();

        // A caller with all roles shows which resource the path leads to, if any.
        ServiceAnswer served = ask(spelling, "manager", "watchman", "mechanic", "auditor");
        // A tool that is called rejects unknown fields.
        boolean reached = served.status() == 200
                || served.status() == 422
                || served.text().contains("There is no log");
        assertThat(refused.status()).as(spelling).isEqualTo(reached ? 403 : served.status());
        assertThat(served.status()).as(spelling).isIn(200, 400, 404, 405, 422);
    }

    private ServiceAnswer ask(String target, String... roles) throws IOException {
        try (SseClient connection = SseClient.to(base.resolve("/"))
                .target(target)
                .header("Authorization", "Bearer " + OidcServer.current().token("ada", roles))
                .post(BODY)) {
            return new ServiceAnswer(
                    connection.status(), HttpHeaders.of(Map.of(), (_, _) -> true), connection.readAll());
        }
    }

    private ServiceClient caller(String... roles) {
        return with(OidcServer.current().token("ada", roles));
    }

    private ServiceClient with(String token) {
        return ServiceClient.at(base).with("Authorization", "Bearer " + token);
    }
}
