package io.agencyswarm.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What the service leaves alone where it is part of another application. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
class HostApplicationTest {

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
    void answer_thatTheHostThrows_staysAsItIs() {
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
    void fault_thatIsNoException_isAnsweredAsAnyOther() {
        given().get("/host/endless")
                .then()
                .statusCode(500)
                .contentType("application/json")
                .body("error", containsString("The service's log has the cause under"))
                .body(not(containsString("secret")));
    }
}
