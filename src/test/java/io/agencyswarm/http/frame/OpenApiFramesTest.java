package io.agencyswarm.http.frame;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The frames in the document are those on the wire: each matches one member of the union and has no other fields. */
@QuarkusTest
class OpenApiFramesTest {

    private JsonNode document;

    @BeforeEach
    void ask() {
        document = Json.readOwn(given().get("/openapi.json").asString().getBytes(UTF_8));
    }

    @Test
    void frames_ofARun_fitTheDocument() {
        assertAllFit(stream("{\"message\": \"hello\"}"));
    }

    @Test
    void frames_ofTheExample_fitTheDocument() {
        assertAllFit(OpenApiFrames.EXAMPLE);
    }

    @Test
    void frame_ofAFailure_fitsTheDocument() {
        assertAllFit("data: {\"error\":\"broken\",\"data\":{\"type\":\"error\",\"content\":\"broken\"}}\n\n");
    }

    @Test
    void frame_ofAnotherShape_fitsNone() {
        assertThat(fits(union(), Json.object().put("event", "unheard_of"))).isFalse();
    }

    private void assertAllFit(String stream) {
        List<ObjectNode> frames = frames(stream);
        assertThat(frames)
                .isNotEmpty()
                .allSatisfy(frame ->
                        assertThat(fits(union(), frame)).as(frame.toString()).isTrue());
    }

    private JsonNode union() {
        return document.at("/components/schemas/StreamFrame");
    }

    private static String stream(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/team/get_response_stream")
                .asString();
    }

    private static List<ObjectNode> frames(String stream) {
        List<ObjectNode> frames = new ArrayList<>();
        for (String block : stream.split("\n\n")) {
            ObjectNode frame = Json.object();
            for (String line :
                    block.lines().filter(text -> !text.startsWith(":")).toList()) {
                String[] field = line.split(": ", 2);
                frame.put(field[0], field[1]);
            }
            frames.add(frame);
        }
        return frames;
    }

    /** The part of JSON Schema that the document uses for frames. */
    private boolean fits(JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            return fits(document.at(schema.get("$ref").asText().substring(1)), value);
        }
        if (schema.has("anyOf")) {
            return schema.get("anyOf").valueStream().anyMatch(member -> fits(member, value));
        }
        if (schema.has("contentSchema")) {
            return value.isTextual()
                    && fits(
                            schema.get("contentSchema"),
                            Json.readOwn(value.textValue().getBytes(UTF_8)));
        }
        if (schema.has("oneOf")) {
            int fitting = 0;
            for (JsonNode member : schema.get("oneOf")) {
                fitting += fits(member, value) ? 1 : 0;
            }
            return fitting == 1;
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            return false;
        }
        return typeFits(schema.path("type"), value) && childrenFit(schema, value);
    }

    private static boolean typeFits(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            return typeFits(type.get(0), value) || typeFits(type.get(1), value);
        }
        return switch (type.asText()) {
            case "string" -> value.isTextual();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private boolean childrenFit(JsonNode schema, JsonNode value) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                return false;
            }
        }
        if (value.isArray()) {
            return value.valueStream().allMatch(element -> fits(schema.path("items"), element));
        }
        return !schema.has("properties")
                || value.propertyStream()
                        .allMatch(field -> schema.path("properties").has(field.getKey())
                                && fits(schema.path("properties").get(field.getKey()), field.getValue()));
    }
}
