package io.agencyswarm.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.ToolSpec;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that none of our tools has, but tools of other servers may have. */
class OpenApiSchemaTest {

    @Test
    void definitions_ofATool_becomeComponentsOfTheirOwn() throws JsonProcessingException {
        Map<String, Schema> components = components("""
                {"type": "object",
                 "properties": {"tree": {"$ref": "#/$defs/Tree"}, "again": {"$ref": "#"},
                                "leaf": {"$ref": "#/$defs/Tree/properties/leaf"}, "odd": {"$ref": "#/$defs/a~1b"}},
                 "$defs": {"Tree": {"type": "object", "properties": {
                                     "leaf": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}},
                           "a/b": {"type": "integer"}}}""");

        assertThat(components).containsOnlyKeys("tool.grow", "tool.grow.Tree", "tool.grow.a_b");
        assertThat(reference(components.get("tool.grow"), "tree")).isEqualTo("#/components/schemas/tool.grow.Tree");
        assertThat(reference(components.get("tool.grow"), "again")).isEqualTo("#/components/schemas/tool.grow");
        assertThat(reference(components.get("tool.grow"), "leaf"))
                .isEqualTo("#/components/schemas/tool.grow.Tree/properties/leaf");
        assertThat(reference(components.get("tool.grow"), "odd")).isEqualTo("#/components/schemas/tool.grow.a_b");
        assertThat(components
                        .get("tool.grow.Tree")
                        .getProperties()
                        .get("children")
                        .getItems()
                        .getRef())
                .isEqualTo("#/components/schemas/tool.grow.Tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"patternProperties\": {\"^x\": %s}",
                "\"dependentSchemas\": {\"a\": %s}",
                "\"additionalProperties\": %s",
                "\"unevaluatedProperties\": %s",
                "\"propertyNames\": %s",
                "\"items\": {\"items\": %s}",
                "\"prefixItems\": [%s]",
                "\"contains\": %s",
                "\"allOf\": [%s]",
                "\"anyOf\": [%s]",
                "\"oneOf\": [%s]",
                "\"not\": %s",
                "\"if\": %s",
                "\"then\": %s",
                "\"else\": %s",
                "\"contentSchema\": %s"
            })
    void references_inEachKeyword_areAbsolute(String keyword) throws JsonProcessingException {
        String schema = "{" + keyword.formatted("{\"$ref\": \"#/$defs/Tree\"}") + "}";

        OpenAPI document = OASFactory.createOpenAPI()
                .components(OASFactory.createComponents().schemas(components(schema)));

        assertThat(SmallRyeOpenAPI.builder()
                        .withInitialModel(document)
                        .enableAnnotationScan(false)
                        .build()
                        .toJSON())
                .contains("\"#/components/schemas/tool.grow.Tree\"")
                .doesNotContain("$defs");
    }

    @Test
    void references_valuesOrNames_stay() throws JsonProcessingException {
        Schema schema = components("""
                        {"type": "object", "properties": {"$ref": {"type": ["string", "null"]}},
                         "default": {"$ref": "#/$defs/Tree"}, "additionalProperties": false, "x-note": {"$ref": "#"}}""").get("tool.grow");

        assertThat(schema.getProperties().get("$ref").getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
        assertThat(schema.getDefaultValue()).isEqualTo(Map.of("$ref", "#/$defs/Tree"));
        assertThat(schema.getAll().get("x-note")).isEqualTo(Map.of("$ref", "#"));
        assertThat(((Schema) schema.getAll().get("additionalProperties")).getBooleanSchema())
                .isFalse();
    }

    @Test
    void schema_ofATool_isLeftAsItWas() throws JsonProcessingException {
        String text = "{\"type\":\"object\",\"$defs\":{\"Tree\":{\"$ref\":\"#\"}}}";
        ObjectNode schema = (ObjectNode) Json.read(text);

        OpenApiToolSchema.of(new ToolSpec("grow", "", schema));

        assertThat(Json.text(schema)).isEqualTo(text);
    }

    private static Map<String, Schema> components(String json) throws JsonProcessingException {
        JsonNode schema = Json.read(json);
        return OpenApiToolSchema.of(new ToolSpec("grow", "Grows.", (ObjectNode) schema))
                .components();
    }

    private static String reference(Schema schema, String property) {
        return schema.getProperties().get(property).getRef();
    }
}
