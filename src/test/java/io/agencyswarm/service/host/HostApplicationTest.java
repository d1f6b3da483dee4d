package io.agencyswarm.service.host;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.agencyswarm.service.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the jar does not change in an application that also has agencies. */
@QuarkusTest
@TestProfile(HostProfile.class)
class HostApplicationTest {

    private static final String TOKEN = "Bearer " + HostProfile.TOKEN;

    @TestHTTPResource
    URI base;

    @Test
    void accept_ofTheHostsOwnEndpoints_counts() {
        given().accept("application/xml")
                .get("/host/greeting")
                .then()
                .statusCode(200)
                .body(containsString("xml"));
        given().accept("text/plain")
                .get("/host/greeting")
                .then()
                .statusCode(200)
                .body(equalTo("plain"));
        given().accept("image/png").get("/host/greeting").then().statusCode(406);
    }

    @Test
    void answer_hostThrows_staysAsItIs() {
        given().get("/host/teapot")
                .then()
                .statusCode(418)
                .header("X-Pot", "small")
                .contentType("text/plain")
                .body(equalTo("I am a teapot"));
        given().redirects()
                .follow(false)
                .get("/host/elsewhere")
                .then()
                .statusCode(303)
                .header("Location", containsString("/host/greeting"));
    }

    @Test
    void errors_ofTheHost_haveItsOwnForm() {
        given().get("/host/endless")
                .then()
                .statusCode(500)
                .body(not(containsString("The service's log")))
                .body(containsString("Error id"));
        given().post("/host/greeting").then().statusCode(405).body(not(containsString("detail")));
        for (String path : List.of("/host/missing", "/nothing/here", "/basic/nothing", "/openapi")) {
            given().get(path).then().statusCode(404).body(equalTo("the host has no such page"));
        }
    }

    @Test
    void token_ofTheAgencies_neitherClosesNorOpensTheHostsPages() {
        given().get("/host/greeting").then().statusCode(200);
        given().get("/").then().statusCode(200).body(equalTo("the host's own"));
        given().header("Authorization", TOKEN).get("/host/private").then().statusCode(401);
        given().header("Authorization", "Bearer wrong")
                .get("/host/greeting")
                .then()
                .statusCode(200);

        given().get("/basic/get_metadata").then().statusCode(401).body("detail", notNullValue());
        given().header("Authorization", TOKEN).get("/basic/get_metadata").then().statusCode(200);
        given().header("Authorization", TOKEN)
                .get("/nobody/get_metadata")
                .then()
                .statusCode(404)
                .body("detail", notNullValue());
        given().header("Authorization", TOKEN)
                .delete("/basic/get_metadata")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .body("detail", notNullValue());
    }

    @Test
    void origins_ofTheHost_areForItsOwnPages() {
        given().header("Origin", HostProfile.ORIGIN)
                .get("/host/greeting")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", HostProfile.ORIGIN)
                .header("Access-Control-Allow-Credentials", "true");
        given().header("Origin", "https://anyone.example")
                .get("/host/greeting")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", "https://anyone.example")
                .header("Authorization", TOKEN)
                .get("/basic/get_metadata")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void answers_ofTheAgencies_areWhatTheyAreInTheService() throws Exception {
        ServiceClient client = ServiceClient.at(base).with("Authorization", TOKEN);

        assertThat(client.with("Accept", "image/png").ask("basic", "text Hi").response())
                .isEqualTo("Hi");
        assertThat(client.stream("basic", "text Hi").errors()).isEmpty();
        assertThat(client.post("/basic/get_response", "[]").status()).isEqualTo(422);
    }

    /** The jar's defaults apply to each application with the jar, so they may only contain keys of this project. */
    @Test
    void mcp_noToken_is401() throws Exception {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        assertThat(ServiceClient.at(base).post("/mcp", list).status()).isEqualTo(401);
        assertThat(ServiceClient.at(base)
                        .with("Authorization", TOKEN)
                        .post("/mcp", list)
                        .text())
                .contains("ask_basic");
    }

    @Test
    void defaults_ofTheJar_areItsOwnKeys() throws Exception {
        Properties defaults = new Properties();
        try (Reader in = Files.newBufferedReader(
                Path.of("src", "main", "resources", "META-INF", "microprofile-config.properties"))) {
            defaults.load(in);
        }
        assertThat(defaults.stringPropertyNames())
                .isNotEmpty()
                .allMatch(key -> key.replaceFirst("^%[a-z]+\\.", "").startsWith("agency-swarm."));
    }
}
