package io.agencyswarm.agui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The default build has no AG-UI. */
@QuarkusTest
class DefaultVariantTest {

    @Test
    void openApi_ofTheDefaultBuild_showsTheContractOnly() throws JsonProcessingException {
        JsonNode document = Json.read(given().get("/openapi.json").asString());

        for (String endpoint : List.of("get_response", "get_response_stream", "cancel_response_stream")) {
            assertThat(document.path("paths").has("/basic/" + endpoint))
                    .as(endpoint)
                    .isTrue();
        }
        assertThat(document.toString()).doesNotContain("RunAgentInput", "AguiEvent");
    }

    @Test
    void stream_ofTheDefaultBuild_takesNoAguiRequest() {
        given().contentType("application/json")
                .body(AguiInput.says("text Hi").toString())
                .post("/basic/get_response_stream")
                .then()
                .statusCode(422)
                .body("detail[0].loc", equalTo(List.of("body", "message")));
    }
}
