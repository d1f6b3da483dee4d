package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;

import io.agencyswarm.contract.TokenProfile;
import io.agencyswarm.request.ActivityLogging;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document and its pages with a token, a configured address and logs. */
@QuarkusTest
@TestProfile(TokenProfile.class)
class OpenApiClosedTest {

    @Test
    void security_withAToken_isRequired() {
        document()
                .body("security", equalTo(List.of(Map.of("bearerAuth", List.of()))))
                .body("paths.'/basic/get_metadata'.get.responses", hasKey("401"))
                .body("paths.'/basic/get_response_stream'.post.responses", hasKey("401"))
                .body("paths.'/tool/add'.post.responses.'401'.'$ref'", is("#/components/responses/Unauthorized"));
    }

    @Test
    void servers_withAnAddress_areThatAddress() {
        document().body("servers.url", equalTo(List.of(TokenProfile.ADDRESS + "/api")));
    }

    @Test
    void logs_whenKept_areDocumented() {
        document()
                .body("paths.'/get_logs'", hasKey("get"))
                .body("paths.'/get_logs'", hasKey("post"))
                .body("tags.name", hasItem("Logs"))
                .body("paths.'/basic/get_response'.post.parameters.name", hasItem(ActivityLogging.HEADER));
    }

    @Test
    void pages_withAToken_areOpen() {
        for (String path :
                List.of("/docs/", "/redoc", "/redoc/redoc.css", "/webjars/redoc/2.5.1/redoc.standalone.js")) {
            given().get(path).then().statusCode(200);
        }
        given().get("/basic/get_metadata").then().statusCode(401);
        given().get("/webjars/").then().statusCode(401);
    }

    @Test
    void pages_withAnAddress_mayCallIt() {
        given().get("/docs/")
                .then()
                .header("Content-Security-Policy", containsString("connect-src 'self' " + TokenProfile.ADDRESS + ";"));
    }

    private static ValidatableResponse document() {
        return given().get("/openapi.json").then().statusCode(200);
    }
}
