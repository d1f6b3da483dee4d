package io.agencyswarm.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    @Test
    void openApiSchema_ofTools_hasAPathEach() throws JsonProcessingException {
        JsonNode document = document(new Examples.Calculator());

        assertThat(document.get("openapi").textValue()).startsWith("3.1");
        assertThat(document.at("/info/title").textValue()).isEqualTo("My tools");
        assertThat(document.at("/servers/0/url").textValue()).isEqualTo("https://example.org");
        assertThat(document.get("paths").fieldNames())
                .toIterable()
                .containsExactly("/tool/add", "/tool/forget", "/tool/greet", "/tool/stumble", "/tool/whoami");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").textValue())
                .isEqualTo("bearer");
    }

    @Test
    void openApiSchema_ofTool_describesItsCall() throws JsonProcessingException {
        JsonNode operation = document(new Examples.Calculator()).at("/paths/~1tool~1add/post");

        assertThat(operation.get("operationId").textValue()).isEqualTo("add");
        assertThat(operation.get("description").textValue()).isEqualTo("Adds two whole numbers.");
        assertThat(operation
                        .at("/requestBody/content/application~1json/schema/$ref")
                        .textValue())
                .isEqualTo("#/components/schemas/add");
        assertThat(operation.get("responses").fieldNames()).toIterable().containsExactly("200", "422", "500");
        assertThat(schema(operation, "200").at("/properties/response").isObject())
                .isTrue();
        assertThat(schema(operation, "500").at("/properties/Error/type").textValue())
                .isEqualTo("string");
    }

    @Test
    void openApiSchema_ofRecursiveTypes_canBeResolved() throws JsonProcessingException {
        JsonNode document = document(Examples.Branch.class, new Examples.Trees());
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).contains("#/components/schemas/Branch", "#/components/schemas/count/$defs/Branch");
        assertThat(references)
                .allSatisfy(reference ->
                        assertThat(document.at(reference.substring(1))).isNotEmpty());
    }

    @Test
    void openApiSchema_tool_doesNotChangeSpec() throws JsonProcessingException {
        Tool tool = ToolFactory.tools(Examples.Branch.class).getFirst();
        JsonNode before = tool.spec().inputSchema().deepCopy();

        ToolFactory.openApiSchema(List.of(tool), "https://example.org", "My tools");

        assertThat(tool.spec().inputSchema()).isEqualTo(before);
    }

    private static JsonNode schema(JsonNode operation, String status) {
        return operation.get("responses").get(status).at("/content/application~1json/schema");
    }

    private static JsonNode document(Object... sources) throws JsonProcessingException {
        List<Tool> tools = new ArrayList<>();
        for (Object source : sources) {
            tools.addAll(ToolFactory.tools(source));
        }
        return Json.read(ToolFactory.openApiSchema(tools, "https://example.org", "My tools"));
    }
}
