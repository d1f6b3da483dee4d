package io.agencyswarm.agui;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.AnswerSchemas;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the AG-UI build serves, and what it does not. */
@QuarkusTest
@TestProfile(AguiProfile.class)
class AguiVariantTest {

    private static final List<String> GONE = List.of("/get_response", "/cancel_response_stream");

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @ValueSource(strings = {"/basic/get_response", "/basic/cancel_response_stream"})
    void endpoint_ofTheOtherBuild_isNotThere(String path) {
        given().contentType("application/json")
                .body("{\"message\":\"x\",\"run_id\":\"x\"}")
                .post(path)
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("detail", notNullValue());
    }

    @Test
    void openApi_ofThisBuild_showsAguiOnly() throws JsonProcessingException {
        JsonNode document = Json.read(given().get("/openapi.json").asString());
        JsonNode run = document.path("paths").path("/basic/get_response_stream").path("post");

        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .contains(
                        "/basic/get_metadata",
                        "/tool/add",
                        "/get_logs",
                        "/basic/runs/{run}",
                        "/basic/runs/{run}/stream")
                .noneMatch(path -> GONE.stream().anyMatch(path::endsWith));
        assertThat(run.at("/requestBody/content/application~1json/schema/$ref").asText())
                .endsWith("/RunAgentInput");
        assertThat(run.at("/responses/200/content/text~1event-stream/schema/$ref")
                        .asText())
                .endsWith("/AguiFrame");
        assertThat(document.at("/components/schemas/RunAgentInput/required").toString())
                .isEqualTo("[\"threadId\",\"runId\",\"messages\"]");
        assertThat(document.at("/info/description").asText())
                .contains("AG-UI")
                .doesNotContain("cancel_response_stream");
        assertThat(document.findValuesAsText("$ref"))
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void example_ofTheDocument_keepsTheOrder() throws JsonProcessingException {
        JsonNode document = Json.read(given().get("/openapi.json").asString());
        JsonNode stream = document.at(
                "/paths/~1basic~1get_response_stream/post/responses/200/content/text~1event-stream/examples/stream");
        List<JsonNode> events = stream.required("value")
                .textValue()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .<JsonNode>map(line -> AguiInput.json(line.substring("data: ".length())))
                .toList();

        AguiOrder.check(events);
    }

    @Test
    void answers_ofThisBuild_fitTheDocument() {
        AnswerSchemas schemas = AnswerSchemas.at(base);
        ObjectNode stream = Json.object().put("status", 200);
        given().contentType("application/json")
                .body(AguiInput.says("call add {\"a\":1,\"b\":2} ;; text Three").toString())
                .post("/basic/get_response_stream")
                .asString()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .forEach(line -> stream.withArray("events")
                        .addObject()
                        .set("data", AguiInput.json(line.substring("data: ".length()))));
        ObjectNode metadata = Json.object().put("status", 200);
        metadata.set("body", AguiInput.json(given().get("/basic/get_metadata").asString()));

        assertThat(stream.path("events").size()).isGreaterThan(5);
        assertThat(schemas.faults("POST", "/basic/get_response_stream", stream)).isEmpty();
        assertThat(schemas.faults("GET", "/basic/get_metadata", metadata)).isEmpty();
        ((ObjectNode) stream.at("/events/0/data")).put("type", "RUN_STARTING");
        assertThat(schemas.faults("POST", "/basic/get_response_stream", stream)).isNotEmpty();
    }

    @Test
    void otherEndpoints_ofThisBuild_areAsEver() {
        given().get("/basic/get_metadata").then().statusCode(200).body("metadata.agencyName", equalTo("basic"));
        given().contentType("application/json")
                .body("{\"a\":1,\"b\":2}")
                .post("/tool/add")
                .then()
                .statusCode(200)
                .body("response", equalTo(3));
        given().get("/docs/").then().statusCode(200);
        given().post("/nobody/get_response_stream").then().statusCode(404).body("detail", notNullValue());
        given().get("/basic/get_response_stream").then().statusCode(405);
    }

    @Test
    void run_withALogsId_isLogged() {
        given().contentType("application/json")
                .header("x-agency-log-id", "agui-1")
                .body(AguiInput.says("text Good day").toString())
                .post("/basic/get_response_stream")
                .then()
                .statusCode(200);

        given().get("/get_logs?log_id=agui-1").then().statusCode(200).body(containsString("Agent Assistant runs"));
    }
}
