package io.agencyswarm.tool.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.testing.LogLines;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that stop the start, and faults that do not. */
@QuarkusTest
class ApiRegistryTest {

    private static final String SERVER = " base-url=http://api.example.org";

    @Inject
    TestApis apis;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "document=openapi/nowhere.json | The OpenAPI document \"openapi/nowhere.json\""
                        + " (agency-swarm.openapi.lab.document) can't be used: there is neither such a class path"
                        + " resource nor the file /",
                "document=openapi/broken.json | can't be used: it is neither valid JSON nor valid YAML",
                "document=openapi/crm.json | it does not name the host of its server. Set"
                        + " agency-swarm.openapi.lab.base-url",
                "document=openapi/remote-ref.json base-url=http://h | its operation a refers to"
                        + " \"http://127.0.0.1:1/b.json#/B\"",
                "document=openapi/shop.yaml tools.include=findOrdr,list* | it has no operation \"findOrdr\", which"
                        + " agency-swarm.openapi.lab.tools names; its operations are findOrder, delete_orders_id, listOrders,",
                "document=openapi/large.json max-bytes=1024 | it has more than 1024 bytes, which is the limit (max-bytes)",
                "document=http://user:pass@h/a.json | document must be an address such as",
                "document=openapi/shop.yaml base-url=ftp://h | base-url must be an address such as",
                "document=openapi/shop.yaml base-url=http://h?key=pass | base-url must not have a query. Set the"
                        + " parameters of each request with agency-swarm.openapi.lab.params.",
                "document=openapi/shop.yaml headers.X=\u00e4 | headers.\"X\" is not a valid header",
                "document=openapi/shop.yaml prefix=a.b | prefix is \"a.b\", but must be",
                "document=openapi/shop.yaml token=exchange | token is exchange, which needs"
            })
    void start_withSettingsOrADocumentThatDoNotFit_isRefused(String settings, String sentence) {
        assertThatThrownBy(() -> apis(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("pass@")
                .hasMessageNotContaining("key=pass");
    }

    @Test
    void start_withAResource_hasItsToolsUnderTheDocumentsServer() throws Exception {
        assertThat(apis("document=openapi/shop.yaml tools.include=*Order tools.exclude=create* prefix=s_")
                        .tools("lab"))
                .singleElement()
                .satisfies(tool -> {
                    assertThat(tool.spec().name()).isEqualTo("s_findOrder");
                    assertThat(((ApiTool) tool).operation().server()).isEqualTo("https://shop.example.org/v1");
                });
    }

    @Test
    void start_withAFile_readsIt() throws Exception {
        Path file = Files.writeString(
                directory.resolve("api.json"), "{\"openapi\": \"3.0.1\", \"paths\": {\"/a\": {\"get\": {}}}}");

        assertThat(apis("document=" + file + SERVER).tools("lab")).hasSize(1);
    }

    @Test
    void start_withUrlOfClosedPort_isNotRefused() throws Exception {
        assertThat(apis("document=http://127.0.0.1:1/api.json").tools("lab")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "{v}"})
    void start_withAnEndlesslyLongServer_isRefusedAtOnce(String part) throws Exception {
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            paths.append(i == 0 ? "" : ",").append("\"/p" + i + "\": {\"get\": {}}");
        }
        String settings = document("{\"openapi\": \"3.1.0\", \"servers\": [{\"url\": \"https://own/"
                + part.repeat(80_000) + "x\", \"variables\": {\"v\": {\"default\": \"" + "x".repeat(80_000)
                + "\"}}}], \"paths\": {" + paths + "}}");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThatThrownBy(() -> apis(settings))
                        .hasMessageEndingWith(
                                "the URL of its server has more than 2000 characters, which is the limit. Set"
                                        + " agency-swarm.openapi.lab.base-url."));
    }

    @Test
    void operation_atAnotherServerThanTheFilesFirst_isLeftOut() throws Exception {
        try (LogLines log = new LogLines()) {
            assertThat(names("""
                    openapi: 3.1.0
                    servers: [{url: "https://own.example.org/v1/"}]
                    paths:
                      /uploads: {post: {operationId: upload, servers: [{url: "http://uploads.example.net"}]}}
                      /old: {get: {operationId: old}, servers: [{url: "https://own.example.org:443/v0"}]}
                      /new: {get: {operationId: new}}
                    """)).containsExactly("old", "new");

            assertThat(String.join("\n", log.lines()))
                    .contains(
                            "the operation upload is left out, because its server is http://uploads.example.net, but the"
                                    + " document's is https://own.example.org, and the configured headers are sent"
                                    + " only to that one. Set"
                                    + " agency-swarm.openapi.lab.base-url if all requests may be sent to one address.");
        }
    }

    @Test
    void path_refersToAnotherDocument_isLeftOutAlone() throws Exception {
        try (LogLines log = new LogLines()) {
            assertThat(names("""
                    openapi: 3.1.0
                    servers: [{url: "https://own.example.org"}]
                    paths:
                      /b: {$ref: "b.yaml#/b"}
                      /a: {get: {}}
                    """)).containsExactly("get_a");

            assertThat(String.join("\n", log.lines()))
                    .contains("a path is left out, because /b refers to \"b.yaml#/b\", but only references within");
        }
    }

    private List<String> names(String document) throws Exception {
        return apis(document(document)).tools("lab").stream()
                .map(tool -> tool.spec().name())
                .toList();
    }

    private String document(String text) throws IOException {
        return "document=" + Files.writeString(directory.resolve("api.yaml"), text);
    }

    private ApiRegistry apis(String settings) {
        Map<String, String> named = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=", 2);
            named.put(parts[0], parts[1]);
        }
        return apis.with(named);
    }
}
