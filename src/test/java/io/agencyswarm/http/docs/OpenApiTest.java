package io.agencyswarm.http.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.ActivityLogging;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document of an open service without logs. */
@QuarkusTest
class OpenApiTest {

    private JsonNode document;

    @BeforeEach
    void ask() throws JsonProcessingException {
        document = Json.read(given().get("/openapi.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString());
    }

    @Test
    void document_inYaml_isTheSame() throws IOException {
        String yaml = given().get("/openapi.json.yaml")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .extract()
                .asString();

        assertThat(new YAMLMapper().readTree(yaml)).isEqualTo(document);
    }

    @Test
    void head_ofTheDocument_hasItsTypeAndNoBody() {
        given().head("/openapi.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(emptyString());
    }

    @Test
    void paths_forEachAgency_areItsOwn() {
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        for (String agency : List.of("basic", "team", "quiet")) {
            for (String name : List.of("get_response", "get_response_stream", "cancel_response_stream")) {
                JsonNode operation = paths().path("/" + agency + "/" + name).path("post");
                assertThat(operation.path("operationId").asText()).isEqualTo(agency + "_" + name);
                assertThat(operation.path("tags").path(0).asText()).isEqualTo(agency);
                assertThat(operation.findValuesAsText("name"))
                        .isEqualTo(name.startsWith("cancel") ? List.of() : List.of("Idempotency-Key"));
            }
            assertThat(paths().path("/" + agency + "/get_metadata").has("get")).isTrue();
        }
    }

    @Test
    void paths_forEachTool_haveItsSchema() {
        JsonNode operation = paths().path("/tool/Weather").path("post");
        JsonNode schema = schema(operation.path("requestBody"));
        JsonNode arguments = document.at(schema.path("$ref").asText().substring(1));

        assertThat(operation.path("description").asText()).isEqualTo("Tells the weather at a place.");
        assertThat(arguments.at("/properties/days/maximum").asInt()).isEqualTo(7);
        assertThat(arguments.path("required").toString()).isEqualTo("[\"place\"]");
        assertThat(keys(operation.path("responses")))
                .containsExactlyInAnyOrder("200", "413", "422", "429", "500", "503");
        for (String tool : List.of("add", "wait", "explode", "stumble", "Address", "Report")) {
            assertThat(paths().path("/tool/" + tool).has("post")).as(tool).isTrue();
        }
        assertThat(paths().has("/tool/whoami")).isFalse();
    }

    @Test
    void paths_standForMany_areGone() {
        assertThat(keys(paths()))
                .noneMatch(path -> path.contains("{agency}") || path.contains("{tool}"))
                .doesNotContain("/get_logs");
        assertThat(document.toString()).doesNotContain(ActivityLogging.HEADER);
    }

    @Test
    void operationIds_ofTheDocument_areUnique() {
        List<String> ids = document.findValuesAsText("operationId");

        assertThat(ids).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    }

    @Test
    void references_ofTheDocument_resolve() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
        });
    }

    @Test
    void stream_inTheDocument_isAUnionOfFrames() {
        JsonNode answer = paths().at("/~1team~1get_response_stream/post/responses/200/content/text~1event-stream");
        JsonNode frame = document.at(answer.at("/schema/$ref").asText().substring(1));
        JsonNode event = document.at("/components/schemas/StreamEvent");

        assertThat(members(frame))
                .containsExactly("MetaFrame", "EventFrame", "ErrorFrame", "MessagesFrame", "EndFrame");
        assertThat(members(event)).containsExactly("AgentUpdatedEvent", "RawResponseEvent", "RunItemEvent");
        assertThat(event.at("/discriminator/propertyName").asText()).isEqualTo("type");
        assertThat(answer.at("/examples/stream/value").asText())
                .startsWith("event: meta\ndata: {")
                .endsWith("event: end\ndata: [DONE]\n\n");
    }

    @Test
    void bodies_inTheDocument_areTheRealOnes() {
        JsonNode request = paths().at("/~1basic~1get_response/post");

        assertThat(schema(request.path("requestBody")).path("$ref").asText()).endsWith("/AgencyRequest");
        assertThat(keys(document.at("/components/schemas/AgencyRequest/properties")))
                .contains("message", "chat_history", "recipient_agent");
        assertThat(members(schema(request.at("/responses/200")))).containsExactly("AgencyResponse", "Failure");
        assertThat(document.at("/components/schemas/JsonObject/type").asText()).isEqualTo("object");
        assertThat(keys(document.at("/components/schemas")))
                .noneMatch(name -> name.contains("Node") && !name.equals("Node") && !name.equals("NodeData"));
    }

    @Test
    void security_withoutAToken_isAnOption() {
        assertThat(document.path("security").toString()).isEqualTo("[{},{\"bearerAuth\":[]}]");
        assertThat(document.at("/components/securitySchemes/bearerAuth/scheme").asText())
                .isEqualTo("bearer");
        assertThat(paths().at("/~1basic~1get_response/post/responses").has("401"))
                .isFalse();
        assertThat(document.has("servers")).isFalse();
    }

    private JsonNode paths() {
        return document.path("paths");
    }

    private static JsonNode schema(JsonNode holder) {
        return holder.path("content").path("application/json").path("schema");
    }

    private static List<String> members(JsonNode union) {
        List<String> names = new ArrayList<>();
        union.path(union.has("anyOf") ? "anyOf" : "oneOf")
                .forEach(member -> names.add(member.path("$ref").asText().replaceAll(".*/", "")));
        return names;
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new HashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
