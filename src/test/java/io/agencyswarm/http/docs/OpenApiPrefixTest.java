package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document and the paths of an application whose endpoints have a prefix. */
@QuarkusTest
@TestProfile(OpenApiPrefixTest.Prefix.class)
class OpenApiPrefixTest {

    @TestHTTPResource
    URI base;

    /** A prefix for the server and one for its endpoints. */
    public static class Prefix implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.root-path", "/api", "quarkus.rest.path", "v1");
        }
    }

    @Test
    void paths_ofTheDocument_beginWithThePrefix() {
        given().get(base.resolve("/api/v1/basic/get_metadata")).then().statusCode(200);
        given().get(base.resolve("/openapi.json"))
                .then()
                .statusCode(200)
                .body("paths", hasKey("/api/v1/basic/get_metadata"))
                .body("paths", hasKey("/api/v1/tool/add"))
                .body("paths", not(hasKey("/basic/get_metadata")));
    }

    @Test
    void location_ofAForkedThread_beginsWithThePrefix() {
        given().contentType("application/json")
                .body("{\"message\":\"Hi\",\"thread_id\":\"prefixed\"}")
                .post(base.resolve("/api/v1/basic/get_response"))
                .then()
                .statusCode(200);
        String location = given().post(base.resolve("/api/v1/basic/threads/prefixed/fork"))
                .then()
                .statusCode(201)
                .header("Location", startsWith("/api/v1/basic/threads/"))
                .extract()
                .header("Location");
        given().get(base.resolve(location)).then().statusCode(200);
    }
}
