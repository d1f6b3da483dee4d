package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The service with its production defaults. */
@QuarkusTest
class NoPlaygroundTest {

    @Test
    void root_byDefault_isNothing() {
        given().get("/").then().statusCode(404).body("detail", equalTo("Not Found"));
    }
}
