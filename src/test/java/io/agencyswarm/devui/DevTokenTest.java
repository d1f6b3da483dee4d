package io.agencyswarm.devui;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a service with a token: it is served without one, and asks for the token before it shows anything. */
@QuarkusTest
@TestProfile(DevTokenProfile.class)
class DevTokenTest {

    @Test
    void page_withoutTheToken_isThereToAskForIt() {
        given().get("/q/agency-swarm/").then().statusCode(200).body(containsString("devui.js"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/agency-swarm/state", "/q/agency-swarm/../../travel/get_metadata", "/travel/get_metadata"})
    void address_withoutTheToken_is401(String address) {
        given().urlEncodingEnabled(false).get(address).then().statusCode(401);
    }

    @Test
    void state_withToken_isReported() {
        given().header("Authorization", "Bearer " + DevTokenProfile.TOKEN)
                .get("/q/agency-swarm/state")
                .then()
                .statusCode(200)
                .body("agencies.name", hasItem("travel"));
    }
}
