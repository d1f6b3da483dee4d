package io.agencyswarm.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application that has a page of its own where the playground would be. */
@QuarkusTest
@TestProfile(HostPageTest.Profile.class)
class HostPageTest {

    /** Such an application, in which the playground is wanted too. */
    public static class Profile implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return "host-page,test";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("agency-swarm.playground.enabled", "true");
        }
    }

    @Test
    void page_ofTheApplication_goesFirst() {
        given().get("/").then().statusCode(200).body(equalTo("the host's own"));
        given().get("/playground").then().statusCode(200).body(containsString("app.js"));
    }
}
