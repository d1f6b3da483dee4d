package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.model.ModelConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedServerSettingsTest {

    private static final Pattern SNIPPET = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "azure | api-key=sk-secret-1 | agency-swarm.models.azure.base-url is not set. Set it to the server's address",
                "azure | base-url=ftp://h/v1 | agency-swarm.models.azure.base-url must be an http or https address",
                "azure | base-url=https://u:sk-secret-1@h/v1 | agency-swarm.models.azure.base-url must be",
                "azure | base-url=https://h/v1?key=sk-secret-1 | parameters are set with agency-swarm.models.azure.query.",
                "azure | base-url=https://h/v1#sk-secret-1 | agency-swarm.models.azure.base-url must be",
                "azure | base-url=h/v1 | such as https://example.org/v1",
                "azure | base-url=https://h api-key=sk-secret-1\u00e4 | agency-swarm.models.azure.api-key must be at"
                        + " most 4,096 visible ASCII",
                "azure | base-url=https://h headers.X-A=sk-\u0001-secret | agency-swarm.models.azure.headers.\"X-A\" is not a valid header",
                "azure | base-url=https://h headers.X-A=sk-secret-1\\r\\nB:c | agency-swarm.models.azure.headers.\"X-A\" is not a valid header",
                "azure | base-url=https://h headers.X\u00e4=sk-secret-1 | is not a valid header",
                "azure | base-url=https://h headers.Host=sk-secret-1 | agency-swarm.models.azure.headers.Host can't be set",
                "azure | base-url=https://h headers.content-length=1 | agency-swarm.models.azure.headers.content-length can't be set",
                "azure | base-url=https://h hosted-tools=true | agency-swarm.models.azure.hosted-tools=true needs agency-swarm.models.azure.protocol=responses",
                "openai | base-url=https://h | agency-swarm.models.openai can't be set, because the prefix openai/",
                "litellm | base-url=https://h | Choose another name; the address of OpenAI's API is agency-swarm.openai.base-url.",
                "offline | base-url=https://h | agency-swarm.models.offline can't be set",
                "\"a/b\" | base-url=https://h | agency-swarm.models.a/b: the name of a server must be 1 to 64 letters, digits, _ and -",
                "\"a.b\" | base-url=https://h | agency-swarm.models.a.b: the name of a server"
            })
    void settings_wrong_areReportedWithFixAndWithoutSecrets(String name, String settings, String sentence) {
        assertThatThrownBy(() -> read(name, settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("secret");
    }

    @Test
    void protocol_unknown_isReportedWithKnownOnes() {
        assertThatThrownBy(() -> read("azure", "base-url=https://h protocol=soap"))
                .hasMessageContaining("agency-swarm.models.azure.protocol")
                .hasMessageContaining("soap")
                .hasMessageContaining("chat-completions");
    }

    @Test
    void setting_misspelt_isReported() {
        assertThatThrownBy(() -> read("azure", "base-url=https://h baseurl=x"))
                .hasMessageContaining("agency-swarm.models.azure.baseurl");
    }

    @Test
    void settings_right_areRead() {
        NamedServerSettings azure = read(
                "azure",
                "protocol=responses base-url=HTTPS://My.Example:443/openai/v1/ api-key=sk-1 headers.X-Team=blue"
                        + " query.api-version=preview hosted-tools=true");

        assertThat(azure)
                .isEqualTo(new NamedServerSettings(
                        "azure",
                        "https://my.example/openai/v1",
                        "sk-1",
                        Map.of("X-Team", "blue"),
                        new QueryParameters(Map.of("api-version", "preview"))));
        assertThat(azure.prefix()).isEqualTo("azure/");
        assertThat(azure.headersWith(Map.of("x-team", "red"))).containsExactly(Map.entry("X-Team", "red"));
    }

    @Test
    void settings_ofTheEnvironment_areRead() {
        ModelConfig config = builder()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "AGENCY_SWARM_MODELS_AZURE_BASE_URL", "https://h/v1",
                                "AGENCY_SWARM_MODELS_AZURE_API_KEY", "sk-1"),
                        300))
                .build()
                .getConfigMapping(ModelConfig.class);

        assertThat(config.models()).containsOnlyKeys("azure");
        assertThat(NamedServerSettings.of("azure", config.models().get("azure")).key())
                .isEqualTo("sk-1");
    }

    @Test
    void settings_asText_tellNoSecret() {
        String text = read("lab", "base-url=https://h api-key=secret headers.X=secret query.key=secret")
                .toString();

        assertThat(text).contains("lab", "https://h").doesNotContain("secret");
    }

    @Test
    void snippets_ofThePage_areRight() throws IOException {
        Map<String, String> all = new HashMap<>();
        SNIPPET.matcher(Files.readString(Path.of("src/docs/models.md")))
                .results()
                .forEach(match -> {
                    Properties properties = new Properties();
                    try {
                        properties.load(new StringReader(match.group(1)));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    properties.forEach((key, value) -> all.put(
                            key.toString(),
                            Pattern.compile("\\$\\{(\\w+)}")
                                    .matcher(value.toString())
                                    .replaceAll("sk-$1")));
                });
        Map<String, ModelConfig.NamedServer> endpoints = config(all).models();

        assertThat(endpoints).hasSizeGreaterThan(3);
        assertThat(endpoints.values())
                .extracting(ModelConfig.NamedServer::protocol)
                .contains(ModelConfig.Protocol.values());
        assertThat(endpoints)
                .allSatisfy((name, endpoint) -> assertThat(
                                NamedServerSettings.of(name, endpoint).name())
                        .isEqualTo(name));
    }

    private static NamedServerSettings read(String name, String settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.replace("\\r\\n", "\r\n").split("=", 2);
            properties.put("agency-swarm.models." + name + "." + parts[0], parts[1]);
        }
        Map<String, ModelConfig.NamedServer> endpoints = config(properties).models();
        String read = endpoints.keySet().iterator().next();
        return NamedServerSettings.of(read, endpoints.get(read));
    }

    private static ModelConfig config(Map<String, String> properties) {
        return builder()
                .withSources(new PropertiesConfigSource(properties, "test", 1_000))
                .build()
                .getConfigMapping(ModelConfig.class);
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ModelConfig.class);
    }
}
