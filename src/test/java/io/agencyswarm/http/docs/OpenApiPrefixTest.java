package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document of an application whose endpoints have a prefix. */
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
}
