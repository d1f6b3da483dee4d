package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agencyswarm.service.host.HostProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** An application with its own page at the playground's path. */
@QuarkusTest
@TestProfile(HostProfile.class)
class HostPageTest {

    @Test
    void page_ofTheApplication_goesFirst() {
        given().get("/").then().statusCode(200).body(equalTo("the host's own"));
        given().get("/playground").then().statusCode(200).body(containsString("app.js"));
    }
}
