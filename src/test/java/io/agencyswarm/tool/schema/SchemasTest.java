package io.agencyswarm.tool.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.Examples;
import io.agencyswarm.tool.ToolCalls;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemasTest {

    @Test
    void ofRecord_weather_isThatOfTheContract() {
        assertSchema(Schemas.of(Examples.Weather.class), """
                {"type": "object",
                 "properties": {
                  "place": {"type": "object",
                   "properties": {
                    "city": {"type": "string", "description": "City name."},
                    "country": {"type": ["string", "null"], "description": "Country code."}},
                   "required": ["city"], "additionalProperties": false, "description": "Where."},
                  "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius",
                   "description": "Unit of the temperature."},
                  "days": {"type": "integer", "minimum": 1, "maximum": 7, "default": 1, "description": "Days ahead."}},
                 "required": ["place"], "additionalProperties": false}""");
    }

    @Test
    void ofRecord_components_keepTheirOrder() {
        ObjectNode schema = Schemas.of(Examples.Weather.class);

        assertThat(schema.get("properties").fieldNames()).toIterable().containsExactly("place", "unit", "days");
        assertThat(Schemas.of(Types.class).get("required"))
                .extracting(JsonNode::textValue)
                .startsWith("b", "s", "i")
                .endsWith("mixed", "anything");
    }

    @Test
    void ofRecord_renamedComponent_hasItsJsonName() {
        assertSchema(Schemas.of(Examples.Address.class), """
                {"type": "object",
                 "properties": {"street": {"type": "string"}, "zip_code": {"type": "integer"}},
                 "required": ["street", "zip_code"], "additionalProperties": false}""");
    }

    @Test
    void ofRecord_withoutComponents_stillNamesProperties() {
        assertSchema(
                Schemas.of(Examples.Failing.class),
                "{\"type\": \"object\", \"properties\": {}, \"additionalProperties\": false}");
    }

    @Test
    void ofRecord_recursive_refersToItself() {
        assertSchema(Schemas.of(Examples.Branch.class), """
                {"type": "object",
                 "properties": {
                  "label": {"type": "string", "minLength": 1},
                  "branches": {"type": "array", "items": {"$ref": "#"}},
                  "best": {"anyOf": [{"type": "null"}, {"$ref": "#"}]}},
                 "required": ["label", "branches"], "additionalProperties": false}""");
    }

    record Types(
            byte b,
            short s,
            int i,
            long l,
            BigInteger huge,
            float f,
            double d,
            BigDecimal exact,
            boolean flag,
            char letter,
            String text,
            UUID id,
            LocalDate date,
            Duration duration,
            Examples.Level mixed,
            Object anything,
            Optional<String> maybe,
            OptionalInt maybeInt,
            OptionalLong maybeLong,
            @Nullable Long boxed) {}

    @Test
    void ofRecord_scalars_haveJsonTypes() {
        ObjectNode properties = (ObjectNode) Schemas.of(Types.class).get("properties");

        for (String whole : List.of("b", "s", "i", "l", "huge")) {
            assertSchema(properties.get(whole), "{\"type\": \"integer\"}");
        }
        for (String number : List.of("f", "d", "exact")) {
            assertSchema(properties.get(number), "{\"type\": \"number\"}");
        }
        assertSchema(properties.get("flag"), "{\"type\": \"boolean\"}");
        assertSchema(properties.get("letter"), "{\"type\": \"string\"}");
        assertSchema(properties.get("text"), "{\"type\": \"string\"}");
        assertSchema(properties.get("date"), "{\"type\": \"string\", \"format\": \"date\"}");
        assertSchema(properties.get("mixed"), "{\"type\": \"string\", \"enum\": [\"low\", \"HIGH\"]}");
        assertSchema(properties.get("anything"), "{}");
        assertSchema(properties.get("maybe"), "{\"type\": [\"string\", \"null\"]}");
        assertSchema(properties.get("maybeInt"), "{\"type\": [\"integer\", \"null\"]}");
        assertSchema(properties.get("maybeLong"), "{\"type\": [\"integer\", \"null\"]}");
        assertSchema(properties.get("boxed"), "{\"type\": [\"integer\", \"null\"]}");
    }

    record Containers(
            List<Examples.Place> places,
            Set<Examples.Unit> units,
            int[] numbers,
            Map<String, Integer> counts,
            Map<String, Object> free,
            JsonNode json,
            ObjectNode object,
            List<@Nullable String> gaps) {}

    @Test
    void ofRecord_containers_describeTheirElements() {
        ObjectNode properties = (ObjectNode) Schemas.of(Containers.class).get("properties");

        assertThat(properties.at("/places/items/required/0").textValue()).isEqualTo("city");
        assertThat(properties.at("/places/items/additionalProperties").isBoolean())
                .isTrue();
        assertThat(properties.at("/units/items/enum/1").textValue()).isEqualTo("fahrenheit");
        assertSchema(properties.get("numbers"), "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}");
        assertSchema(
                properties.get("counts"), "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}}");
        assertSchema(properties.get("free"), "{\"type\": \"object\"}");
        assertSchema(properties.get("json"), "{}");
        assertSchema(properties.get("object"), "{\"type\": \"object\"}");
        assertThat(properties.at("/gaps/items/type")).hasSize(2);
    }

    @JsonClassDescription("A person.")
    record Person(@Size(max = 9) String name) {}

    record Limited(
            @NotBlank @Size(max = 8) String name,
            @Pattern(regexp = "[a-z]+") String code,
            @Email String mail,
            @PositiveOrZero int count,
            @DecimalMin(value = "0.5", inclusive = false) double share,
            @Size(min = 1, max = 2) List<@Size(max = 3) String> tags,
            @JsonProperty(defaultValue = "[1, 2]") List<Integer> steps,
            @JsonPropertyDescription("Who reads it.") Person reader,
            Person writer) {}

    @Test
    void ofRecord_limits_areThoseOfBeanValidation() {
        ObjectNode properties = (ObjectNode) Schemas.of(Limited.class).get("properties");

        assertSchema(properties.get("name"), "{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 8}");
        assertSchema(properties.get("code"), "{\"type\": \"string\", \"pattern\": \"[a-z]+\"}");
        assertSchema(properties.get("mail"), "{\"type\": \"string\", \"format\": \"email\"}");
        assertSchema(properties.get("count"), "{\"type\": \"integer\", \"minimum\": 0}");
        assertSchema(properties.get("share"), "{\"type\": \"number\", \"exclusiveMinimum\": 0.5}");
        assertSchema(properties.get("tags"), """
                {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string", "maxLength": 3}}""");
    }

    @Test
    void ofRecord_default_isOfThePropertysType() {
        ObjectNode schema = Schemas.of(Limited.class);

        assertThat(schema.at("/properties/steps/default"))
                .extracting(JsonNode::intValue)
                .containsExactly(1, 2);
        assertThat(schema.get("required")).extracting(JsonNode::textValue).doesNotContain("steps");
    }

    @Test
    void ofRecord_describedType_isDescribedUnlessThePropertyIs() {
        ObjectNode schema = Schemas.of(Limited.class);

        assertThat(schema.at("/properties/reader/description").textValue()).isEqualTo("Who reads it.");
        assertThat(schema.at("/properties/writer/description").textValue()).isEqualTo("A person.");
        assertThat(schema.at("/$defs/Person/properties/name/maxLength").intValue())
                .isEqualTo(9);
    }

    @Test
    void ofParameters_namesDescriptionsAndDefaults_areThoseOfP() {
        assertSchema(ToolCalls.tool(Examples.calculator(), "greet").spec().inputSchema(), """
                {"type": "object",
                 "properties": {
                  "who": {"type": "string", "description": "Whom."},
                  "level": {"type": "string", "enum": ["low", "HIGH"], "description": "How loud.", "default": "low"},
                  "title": {"type": ["string", "null"]}},
                 "required": ["who"], "additionalProperties": false}""");
    }

    @Test
    void ofParameters_context_isNoArgument() {
        assertSchema(ToolCalls.tool(Examples.calculator(), "whoami").spec().inputSchema(), """
                {"type": "object", "properties": {"times": {"type": ["integer", "null"], "minimum": 1}},
                 "additionalProperties": false}""");
    }

    @Test
    void ofParameters_limits_areThoseOfBeanValidation() {
        assertSchema(
                ToolCalls.tool(new Examples.Limited(), "limited")
                        .spec()
                        .inputSchema()
                        .get("properties"),
                """
                {"name": {"type": "string", "minLength": 2, "maxLength": 3},
                 "tags": {"type": "array", "maxItems": 2, "items": {"type": "string", "maxLength": 3}},
                 "counts": {"type": "object", "additionalProperties": {"type": "integer", "maximum": 9}},
                 "gaps": {"type": "array", "items": {"type": ["string", "null"]}},
                 "code": {"type": "string", "pattern": "[a-z]+"},
                 "place": {"type": "object",
                  "properties": {
                   "city": {"type": "string", "description": "City name."},
                   "country": {"type": ["string", "null"], "description": "Country code."}},
                  "required": ["city"], "additionalProperties": false}}""");
    }

    @Test
    void ofParameters_recursiveType_isDefinedBesideThem() {
        ObjectNode schema = ToolCalls.tool(new Examples.Trees(), "count").spec().inputSchema();

        assertSchema(schema.at("/properties/tree"), "{\"$ref\": \"#/$defs/Branch\"}");
        assertSchema(
                schema.at("/properties/other"), "{\"anyOf\": [{\"$ref\": \"#/$defs/Branch\"}, {\"type\": \"null\"}]}");
        assertThat(schema.at("/properties/unit/anyOf")).hasSize(2);
        assertSchema(schema.at("/$defs/Branch/properties/branches/items"), "{\"$ref\": \"#/$defs/Branch\"}");
        assertSchema(schema.get("required"), "[\"tree\"]");
    }

    private static void assertSchema(JsonNode actual, String expected) {
        try {
            assertThat(actual).isEqualTo(Json.read(expected));
        } catch (JsonProcessingException e) {
            throw new AssertionError(expected, e);
        }
    }
}
