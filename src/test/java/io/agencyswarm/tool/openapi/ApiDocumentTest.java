package io.agencyswarm.tool.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.json.Json;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocumentTest {

    private static final int LIMIT = 1 << 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"swagger\": \"2.0\"} | it is a Swagger 2 document, but must be OpenAPI 3.0 or 3.1: convert it",
                "{} | it is not an OpenAPI document",
                "just a text | it is not an OpenAPI document",
                "`` | it is not an OpenAPI document",
                "{\"openapi\": | it is neither valid JSON nor valid YAML (line 1",
                "a: [ | it is neither valid JSON nor valid YAML",
                "{\"openapi\": \"3.1.0\", \"paths\": {\".evil.example.org/a\": {\"get\": {}}}} | its path \".evil.example.org/a\" does not begin",
                "openapi: 3.0.0 | it describes no operation",
                "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"$ref\": \"b.yaml#/a\"}}} | /a refers to \"b.yaml#/a\", but only",
                "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"$ref\": \"#/b\"}}} | /a refers to \"#/b\", which is not in it",
                "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"$ref\": \"#/paths/~1a\"}}} | /a refers to \"#/paths/~1a\", which is not",
                "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"$ref\": \"#/%zz\"}}} | /a refers to \"#/%zz\", which is not",
                "`openapi: 3.1.0\npaths: {/a: &a {get: {}}, /b: *a}` | it has the alias \"*a\" (line 2, column 31):"
                        + " aliases are not supported. Write out its value, or use $ref",
                "`openapi: 3.1.0\na: &a {b: 1}\nc: {<<: *a}` | it has the alias \"*a\""
            })
    void document_canNotBeUsed_saysWhy(String document, String sentence) {
        assertThatThrownBy(() -> read(document).operations(_ -> {}))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: {a: ", "- ", "[", "{\"a\":"})
    void document_nestedWithoutEnd_isRefused(String level) {
        assertThatThrownBy(() -> read(level.repeat(20_000))).isInstanceOf(DocumentException.class);
    }

    @Test
    void document_ofManyEmptyObjects_countsAsTheMemoryThatTheyTake() {
        String document = "{\"openapi\": \"3.1.0\", \"a\": [" + "{},".repeat(100_000) + "{}]}";

        assertThatThrownBy(() -> read(document)).hasMessage("it is larger than the limit of 1048576 bytes (max-bytes)");
    }

    @Test
    void operations_withoutAnIdOrWithAnothersId_areNamedByMethodAndPath() {
        assertThat(read("""
                openapi: 3.1.0
                paths:
                  /: {get: {}}
                  /users/{user-id}/files: {get: {operationId: list}, post: {operationId: list}, parameters: []}
                  /tasks: {get: {operationId: "list tasks"}, x-note: {}}
                """).operations(_ -> {}))
                .extracting(ApiOperation.NamedOperation::name)
                .containsExactly("get", "list", "post_users_user_id_files", "list tasks");
    }

    @Test
    void operations_withTheSameWordsInTheirPaths_areNumbered() {
        assertThat(read("""
                openapi: 3.1.0
                paths:
                  /a/{id}: {get: {}}
                  /b: {get: {operationId: get_a_id_2}}
                  /a/id: {get: {}}
                  /a/id/: {get: {}}
                """).operations(_ -> {}))
                .extracting(ApiOperation.NamedOperation::name)
                .containsExactly("get_a_id", "get_a_id_2", "get_a_id_3", "get_a_id_4");
    }

    @Test
    void operations_pathWithoutASlash_leavesOutThatPathOnly() {
        List<String> leftOut = new ArrayList<>();

        assertThat(
                        read("{\"openapi\": \"3.1.0\", \"paths\": {\".evil.example.org/a\": {\"get\": {}}, \"/b\": {\"get\": {}}}}")
                                .operations(leftOut::add))
                .extracting(ApiOperation.NamedOperation::name)
                .containsExactly("get_b");
        assertThat(leftOut).containsExactly("its path \".evil.example.org/a\" does not begin with a slash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/%zz", "/a/{id}/50%", "/a/%4"})
    void operation_pathThatNoUrlMayHave_isNotCallable(String path) {
        ApiDocument document = read("{\"openapi\": \"3.1.0\", \"paths\": {\"" + path
                + "\": {\"get\": {\"parameters\": [{\"in\": \"path\", \"name\": \"id\"}]}}}}");
        ApiToolsConfig.ApiConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ApiToolsConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "agency-swarm.openapi.lab.document",
                                "lab.json",
                                "agency-swarm.openapi.lab.base-url",
                                "http://api.example.org"),
                        "test",
                        1_000))
                .build()
                .getConfigMapping(ApiToolsConfig.class)
                .apis()
                .get("lab");
        Servers servers = new Servers(document, config, Optional.empty(), "lab.");

        assertThatThrownBy(() -> ApiOperation.of(
                        document, servers, document.operations(_ -> {}).getFirst(), config))
                .isInstanceOf(NotCallableException.class)
                .hasMessage("its path \"" + path + "\" is not valid in a URL");
    }

    @Test
    void resolved_aReferenceWithPercentEncodedParts_isFollowed() throws Exception {
        ApiDocument document = read("""
                openapi: 3.1.0
                paths: {"/a/{id}": {get: {parameters: [{name: a+b}]}}}
                """);

        assertThat(document.resolved(Json.read("{\"$ref\": \"#/paths/~1a~1%7Bid%7D/get/parameters/0\"}"), "x"))
                .isEqualTo(Json.read("{\"name\": \"a+b\"}"));
    }

    private static ApiDocument read(String text) {
        return ApiDocument.read(text.getBytes(StandardCharsets.UTF_8), LIMIT);
    }
}
