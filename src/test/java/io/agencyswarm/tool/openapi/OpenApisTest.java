package io.agencyswarm.tool.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.tool.remote.CallerTokens;
import io.agencyswarm.tool.remote.HttpClients;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops the start, and what does not. */
@QuarkusTest
class OpenApisTest {

    private static final String SERVER = " base-url=http://api.example.org";

    @Inject
    HttpClients http;

    @Inject
    CallerTokens tokens;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "document=openapi/nowhere.json | The OpenAPI document \"openapi/nowhere.json\""
                        + " (agency-swarm.openapi.lab.document) can't be used: there is neither such a resource of the class"
                        + " path nor the file /",
                "document=openapi/broken.json | can't be used: it is neither valid JSON nor valid YAML",
                "document=openapi/crm.json | it does not say at which host its server is. Set"
                        + " agency-swarm.openapi.lab.base-url",
                "document=openapi/remote-ref.json base-url=http://h | its operation a refers to"
                        + " \"http://127.0.0.1:1/b.json#/B\"",
                "document=openapi/shop.yaml tools.include=findOrdr,list* | it has no operation \"findOrdr\", which"
                        + " agency-swarm.openapi.lab.tools names; its operations are findOrder, delete_orders_id, listOrders,",
                "document=openapi/large.json max-bytes=1024 | it has more than 1024 bytes, which is the limit (max-bytes)",
                "document=http://user:pass@h/a.json | document must be an address such as",
                "document=openapi/shop.yaml base-url=ftp://h | base-url must be an address such as",
                "document=openapi/shop.yaml base-url=http://h?key=pass | base-url must be without a query. Set"
                        + " agency-swarm.openapi.lab.params for what each request needs.",
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
    void start_withAUrlWhereNobodyListens_isNotRefused() throws Exception {
        assertThat(apis("document=http://127.0.0.1:1/api.json").tools("lab")).isEmpty();
    }

    private OpenApis apis(String settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=", 2);
            properties.put("agency-swarm.openapi.lab." + parts[0], parts[1]);
        }
        return new OpenApis(
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(OpenApiConfig.class)
                        .withSources(new PropertiesConfigSource(properties, "test", 1_000))
                        .build()
                        .getConfigMapping(OpenApiConfig.class),
                http,
                tokens);
    }
}
