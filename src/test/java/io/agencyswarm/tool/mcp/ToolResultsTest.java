package io.agencyswarm.tool.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolResultsTest {

    @ParameterizedTest
    @CsvSource({"image/svg+xml, text", "image/bmp, text", "image/png, image", "IMAGE/PNG, image"})
    void of_aPictureBesideAText_leavesOutTypesThatModelsRefuse(String mimeType, String part) {
        ObjectNode result = Json.object();
        ArrayNode content = result.putArray("content");
        content.addObject().put("type", "text").put("text", "drawn");
        content.addObject().put("type", "image").put("mimeType", mimeType).put("data", "AAAA");

        JsonNode parts = ToolResults.of(result);

        assertThat(parts.at("/0/text").asText()).isEqualTo("drawn");
        assertThat(parts.at("/1/type").asText()).isEqualTo(part);
    }
}
