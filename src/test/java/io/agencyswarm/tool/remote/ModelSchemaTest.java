package io.agencyswarm.tool.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSchemaTest {

    @Test
    void of_aPlainSchema_isTheSame() throws JsonProcessingException {
        String plain = """
                {"type": "object", "properties": {
                   "city": {"type": "string", "description": "Where", "enum": ["Oslo", "Rome"]},
                   "days": {"type": ["integer", "null"], "minimum": 1, "default": 3}},
                 "required": ["city"], "additionalProperties": false}
                """;

        ModelSchema schema = ModelSchema.of(Json.read(plain));

        assertThat(schema.json()).isEqualTo(Json.read(plain));
        assertThat(schema.simplified()).isFalse();
    }

    @Test
    void of_references_areReplacedByWhatTheyName() throws JsonProcessingException {
        ObjectNode schema = of("""
                {"type": "object", "properties": {"to": {"$ref": "#/$defs/place", "description": "Whereto"}},
                 "$defs": {"place": {"type": "object", "properties": {"city": {"$ref": "#/$defs/city"}}},
                           "city": {"type": "string"}}}
                """);

        assertThat(schema.at("/properties/to")).isEqualTo(Json.read("""
                {"type": "object", "properties": {"city": {"type": "string"}}, "description": "Whereto"}
                """));
        assertThat(schema.toString()).doesNotContain("$");
    }

    @Test
    void of_aReferenceWithPercentEncodedParts_isFollowed() throws JsonProcessingException {
        assertThat(of("""
                {"type": "object", "properties": {"to": {"$ref": "#/$defs/a%20b+%C3%B8~1c"}},
                 "$defs": {"a b+ø/c": {"type": "string"}}}
                """).at("/properties/to/type").asText()).isEqualTo("string");
    }

    @Test
    void of_propertiesBesideAReference_areAddedToThoseOfItsTarget() throws JsonProcessingException {
        assertThat(of("""
                {"type": "object", "properties": {"a": {
                   "$ref": "#/$defs/base", "properties": {"new": {}, "secret": {"readOnly": true}}, "required": ["new"]}},
                 "$defs": {"base": {"type": "object", "properties": {"old": {}, "secret": {}}, "required": ["old", "secret"]}}}
                """).at("/properties/a")).isEqualTo(Json.read("""
                {"type": "object", "properties": {"old": {}, "new": {}}, "required": ["old", "new"]}
                """));
    }

    @Test
    void of_aReferenceToWhatIsReadOnly_isLeftOut() throws JsonProcessingException {
        assertThat(of("""
                {"type": "object", "properties": {"a": {"type": "object", "properties": {"id": {"$ref": "#/$defs/id"}},
                   "required": ["id"]}},
                 "$defs": {"id": {"type": "string", "readOnly": true}}}
                """).at("/properties/a")).isEqualTo(Json.read("{\"type\": \"object\", \"properties\": {}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/properties/a\"}",
                "{\"anyOf\":[{\"$ref\":\"#/properties/a\"}]}",
                "{\"$ref\":\"https://example.org/schema\"}",
                "{\"$ref\":\"#/nowhere\"}",
                "{\"$ref\":\"nonsense\"}",
                "{\"$ref\":7}"
            })
    void of_aReferenceThatLeadsNowhere_standsForAnyValue(String reference) throws JsonProcessingException {
        ObjectNode schema = of("{\"type\":\"object\",\"properties\":{\"a\":" + reference + "}}");

        assertThat(schema.toString()).doesNotContain("$ref").hasSizeLessThan(300);
        assertThat(schema.path("properties").has("a")).isTrue();
    }

    @Test
    void of_referencesThatMultiply_endsAtALimit() throws JsonProcessingException {
        StringBuilder definitions = new StringBuilder("\"d0\":{\"type\":\"string\"}");
        for (int i = 1; i < 60; i++) {
            String before = "{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}";
            definitions.append(",\"d" + i + "\":{\"type\":\"object\",\"properties\":{\"a\":" + before + ",\"b\":"
                    + before + ",\"c\":" + before + "}}");
        }

        ObjectNode schema = of("{\"$ref\":\"#/$defs/d59\",\"$defs\":{" + definitions + "}}");

        assertThat(schema.toString()).hasSizeLessThan(600_000);
        assertThat(schema.at("/properties/a/type").asText()).isEqualTo("object");
    }

    @Test
    void of_alternativesAtTheTop_offersTheArgumentsOfAll() throws JsonProcessingException {
        assertThat(of("""
                {"oneOf": [{"properties": {"id": {"type": "integer"}}, "required": ["id"]},
                           {"properties": {"name": {"type": "string"}}, "required": ["name"]}]}
                """)).isEqualTo(Json.read("""
                {"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"type\":\"array\"} | {\"type\":\"array\",\"items\":{}}",
                "{\"type\":\"object\",\"patternProperties\":{\"^a\":{}},\"unevaluatedProperties\":false} | {\"type\":\"object\"}",
                "{\"if\":{},\"then\":{},\"else\":{},\"not\":{}} | {}",
                "{\"type\":\"array\",\"prefixItems\":[{}],\"items\":false} | {\"type\":\"array\",\"items\":{}}",
                "true | {}",
                "\"nonsense\" | {}"
            })
    void of_whatProvidersDoNotKnow_isLeftOut(String source, String received) throws JsonProcessingException {
        assertThat(of("{\"type\":\"object\",\"properties\":{\"a\":" + source + "}}")
                        .at("/properties/a"))
                .isEqualTo(Json.read(received));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"type\":\"number\",\"minimum\":1,\"exclusiveMinimum\":true} | {\"type\":\"number\",\"exclusiveMinimum\":1}",
                "{\"type\":\"number\",\"maximum\":1,\"exclusiveMaximum\":false} | {\"type\":\"number\",\"maximum\":1}",
                "{\"type\":\"string\",\"nullable\":true} | {\"type\":[\"string\",\"null\"]}",
                "{\"type\":\"object\",\"properties\":{\"id\":{\"readOnly\":true}},\"required\":[\"id\"]} | {\"type\":\"object\",\"properties\":{}}",
                "{\"nullable\":true,\"description\":\"d\",\"allOf\":[{\"type\":\"object\"}]} | {\"description\":\"d\",\"anyOf\":[{\"allOf\":[{\"type\":\"object\"}]},{\"type\":\"null\"}]}",
                "{\"nullable\":true,\"anyOf\":[{\"type\":\"object\"}]} | {\"anyOf\":[{\"type\":\"object\"},{\"type\":\"null\"}]}"
            })
    void of_whatOpenApi30SaysInItsOwnWay_isJsonSchema(String source, String received) throws JsonProcessingException {
        assertThat(of("{\"type\":\"object\",\"properties\":{\"a\":" + source + "}}")
                        .at("/properties/a"))
                .isEqualTo(Json.read(received));
    }

    @Test
    void of_aReferenceToAnotherDocument_namesIt() throws JsonProcessingException {
        ModelSchema schema = ModelSchema.of(Json.read("""
                {"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}, "b": {"$ref": "other.json#/b"}}}
                """));

        assertThat(schema.externalReference()).contains("other.json#/b");
    }

    @Test
    void of_namesThatProvidersRefuse_areLeftOut() throws JsonProcessingException {
        assertThat(of("""
                {"type": "object", "properties": {"a b": {}, "ok": {}}, "required": ["a b", "ok", "gone"]}
                """)).isEqualTo(Json.read("""
                {"type": "object", "properties": {"ok": {}}, "required": ["ok"]}
                """));
    }

    @Test
    void of_noSchemaAtAll_takesNoArguments() {
        JsonNode none = MissingNode.getInstance();

        assertThat(ModelSchema.of(none).json().toString()).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
    }

    @Test
    void of_manyReferencesToWhatIsNotCopied_isCutOff() {
        ObjectNode schema = Json.object().put("type", "object");
        ArrayNode required = schema.putObject("$defs").putObject("d").putArray("required");
        for (int i = 0; i < 2_000; i++) {
            required.add("none");
        }
        ObjectNode properties = schema.putObject("properties");
        for (int i = 0; i < 200; i++) {
            properties.putObject("p" + i).put("$ref", "#/$defs/d");
        }

        assertThat(ModelSchema.of(schema).simplified()).isTrue();
    }

    @Test
    void of_anEndlesslyLongReference_standsForAnyValue() {
        String name = "d".repeat(1_000);
        ObjectNode schema = Json.object().put("type", "object");
        schema.putObject("$defs").putObject(name).put("type", "string");
        schema.putObject("properties").putObject("p").put("$ref", "#/$defs/" + name);

        assertThat(ModelSchema.of(schema).json().at("/properties/p")).isEmpty();
    }

    private static ObjectNode of(String schema) throws JsonProcessingException {
        return ModelSchema.of(Json.read(schema)).json();
    }
}
