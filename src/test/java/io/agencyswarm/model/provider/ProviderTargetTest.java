package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.clientConfig;
import static io.agencyswarm.model.provider.LiteClient.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTargetTest {

    private static final Map<String, String> OWN = Map.of("ANTHROPIC_API_KEY", "sk-own", "GOOGLE_API_KEY", "AIza-own");
    private static final Map<String, String> OPENAI =
            Map.of("agency-swarm.openai.api-key", "sk-own", "agency-swarm.openai.base-url", "http://proxy:8080/v1");

    @Test
    void key_ofTheRun_goesBeforeTheServices() {
        ProviderTarget providerTarget =
                resolve("anthropic", clientConfig(null, Map.of("anthropic", "sk-run", "openai", "sk-no")), OWN);

        assertThat(providerTarget.key()).isEqualTo("sk-run");
        assertThat(providerTarget.baseUrl()).isEqualTo("https://api.anthropic.com/v1");
    }

    @Test
    void key_ofTheService_comesFromTheProvidersVariables() {
        assertThat(resolve("anthropic", ClientConfig.NONE, OWN).key()).isEqualTo("sk-own");
        assertThat(resolve("gemini", ClientConfig.NONE, OWN).key()).isEqualTo("AIza-own");
    }

    @Test
    void key_missing_namesTheVariable() {
        assertThatThrownBy(() -> resolve("mistral", ClientConfig.NONE, OWN))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "no key for mistral is set; set MISTRAL_API_KEY, or send one in client_config.litellm_keys.mistral");
    }

    @Test
    void key_blank_isNone() {
        assertThatThrownBy(() -> resolve("mistral", ClientConfig.NONE, Map.of("MISTRAL_API_KEY", "  ")))
                .hasMessageContaining("no key for mistral");
    }

    @Test
    void openAi_keyOfTheBinding_isAlsoForChatCompletions() {
        ClientConfig clientConfig = new ClientConfig(null, "sk-run", Map.of(), Map.of(), null, Map.of());

        assertThat(resolve("openai", clientConfig, OPENAI).key()).isEqualTo("sk-run");
        assertThatThrownBy(() -> resolve("groq", clientConfig, OPENAI)).hasMessageContaining("no key for groq");
    }

    @Test
    void openAi_own_isReadThroughTheModelsConfiguration() {
        ProviderTarget providerTarget = resolve("openai", ClientConfig.NONE, OPENAI);

        assertThat(providerTarget.key()).isEqualTo("sk-own");
        assertThat(providerTarget.baseUrl()).isEqualTo("http://proxy:8080/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v1",
                "http://proxy/v1",
                "https://proxy:8080/v1",
                "http://proxy.evil.example:8080/v1",
                "http://sub.proxy:8080/v1",
                "http://proxy:8080/other",
                "http://proxy:8080/v1/../other"
            })
    void ownKey_toAnAddressOfTheClient_isRefused(String address) {
        assertThatThrownBy(() -> resolve("openai", clientConfig(address, Map.of()), OPENAI))
                .isInstanceOfSatisfying(ModelException.class, refused -> {
                    assertThat(refused.isRetryable()).isFalse();
                    assertThat(refused).hasMessageContaining(address).hasMessageContaining("litellm_keys.openai");
                    assertThat(refused.getMessage()).doesNotContain("sk-own");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy:8080/v1", "HTTP://PROXY:8080/v1/"})
    void ownKey_toTheServicesOwnAddress_isSent(String address) {
        assertThat(resolve("openai", clientConfig(address, Map.of()), OPENAI).key())
                .isEqualTo("sk-own");
    }

    @Test
    void ownKey_defaultPortSpelledOut_isTheSameAddress() {
        assertThat(resolve("anthropic", clientConfig("https://api.anthropic.com:443/v1", Map.of()), OWN)
                        .key())
                .isEqualTo("sk-own");
    }

    @Test
    void address_ofTheService_isItsOwnAlsoWhereAClientNamesIt() {
        assertThat(resolve("anthropic", clientConfig("https://api.anthropic.com/v1", Map.of()), OWN)
                        .isClientChosen())
                .isFalse();
        ProviderTarget clients =
                resolve("anthropic", clientConfig("https://mine.example/v1", Map.of("anthropic", "sk-run")), OWN);

        assertThat(clients.isClientChosen()).isTrue();
        assertThat(clients.setting()).isEqualTo("client_config.base_url, mine.example:443");
    }

    @Test
    void keyOfTheRun_toAnyAddress_isSent() {
        ProviderTarget providerTarget =
                resolve("openai", clientConfig("https://mine.example/v1/", Map.of("openai", "sk-run")), OPENAI);

        assertThat(providerTarget.key()).isEqualTo("sk-run");
        assertThat(providerTarget.baseUrl()).isEqualTo("https://mine.example/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mine.example",
                "ftp://mine.example",
                "https://",
                "http://proxy:8080@evil.example/",
                "http://a b"
            })
    void address_malformed_isReported(String address) {
        assertThatThrownBy(() -> resolve("openai", clientConfig(address, Map.of("openai", "sk-run")), OPENAI))
                .isInstanceOfSatisfying(
                        ModelException.class, wrong -> assertThat(wrong.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @ParameterizedTest
    @CsvSource({
        "groq,GROQ_API_KEY",
        "xai,XAI_API_KEY",
        "together_ai,TOGETHERAI_API_KEY",
        "perplexity,PERPLEXITYAI_API_KEY"
    })
    void likeOpenAi_key_comesFromItsVariable(String provider, String variable) {
        assertThat(resolve(provider, ClientConfig.NONE, Map.of(variable, "k-1")).key())
                .isEqualTo("k-1");
    }

    @Test
    void provider_unknown_isReportedWithKnownOnes() {
        assertThatThrownBy(() -> ProviderTable.get("nobody"))
                .isInstanceOfSatisfying(
                        ModelException.class, wrong -> assertThat(wrong.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("\"nobody\"")
                .hasMessageContaining("anthropic, azure");
    }

    @Test
    void toString_secrets_areNotReported() {
        assertThat(resolve("anthropic", ClientConfig.NONE, OWN).toString()).doesNotContain("sk-own");
    }

    @Test
    void headersOfTheAgent_withAKey_standInPlaceOfOurs() {
        ProviderTargetResolver resolver = resolver(OWN);
        Map<String, String> agents = Map.of("X-Api-Key", "k-agent", "X-Team", "a");
        ClientConfig clients = clientConfig("https://mine.example", Map.of("anthropic", "sk-run"));

        ProviderTarget own = resolver.resolve(ProviderTable.get("anthropic"), ClientConfig.NONE, agents);
        ProviderTarget withoutOurs =
                resolver.resolve(ProviderTable.get("mistral"), ClientConfig.NONE, Map.of("Authorization", "Basic a"));
        ProviderTarget withTheirs = resolver.resolve(
                ProviderTable.get("anthropic"), clientConfig(null, Map.of("anthropic", "sk-run")), agents);

        assertThat(own.key()).isNull();
        assertThat(own.headers()).containsEntry("X-Api-Key", "k-agent");
        assertThat(withoutOurs.key()).isNull();
        assertThat(withTheirs.key()).isEqualTo("sk-run");
        assertThat(withTheirs.headers()).isEqualTo(Map.of("X-Team", "a"));
        assertThat(resolver.resolve(ProviderTable.get("anthropic"), clients, agents)
                        .headers())
                .isEmpty();
    }

    private static ProviderTarget resolve(String provider, ClientConfig clientConfig, Map<String, String> environment) {
        return resolver(environment).resolve(ProviderTable.get(provider), clientConfig, Map.of());
    }

    private static ProviderTargetResolver resolver(Map<String, String> environment) {
        SmallRyeConfig config = config(environment);
        return new ProviderTargetResolver(
                config, config.getConfigMapping(ModelConfig.class).openai());
    }
}
