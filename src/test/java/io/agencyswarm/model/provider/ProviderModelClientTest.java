package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelTools;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderModelClientTest {

    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    @Test
    void names_ofProviders_areThoseOfLiteLlm() {
        assertThat(ProviderTable.names())
                .contains(
                        "openai",
                        "anthropic",
                        "bedrock",
                        "gemini",
                        "mistral",
                        "ollama",
                        "ollama_chat",
                        "azure",
                        "groq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "nobody/gpt-4o", "/gpt-4o", ""})
    void model_withoutKnownProvider_isReportedWithKnownOnes(String model) {
        try (LiteClient client = new LiteClient()) {
            assertThatThrownBy(() -> client.open(hello(model)))
                    .isInstanceOfSatisfying(
                            ModelException.class,
                            wrong -> assertThat(wrong.code()).isEqualTo(ErrorCode.CONFIGURATION))
                    .hasMessageContaining("litellm/<provider>/<model>")
                    .hasMessageContaining("ollama_chat");
        }
    }

    @Test
    void files_forCode_areRefused() {
        ModelRequest request = hello("openai/gpt");
        ModelRequest withFiles = new ModelRequest(
                "Ann",
                request.model(),
                "",
                request.input(),
                new ModelTools(List.of(), List.of(), List.of("file-1")),
                request.settings(),
                null,
                ClientConfig.NONE);
        try (LiteClient client = new LiteClient("agency-swarm.openai.api-key", "sk-own")) {
            assertThatThrownBy(() -> client.open(withFiles)).hasMessageContaining("does not accept files");
        }
    }

    @Test
    void key_ofClient_isUsedForItsRunOnly() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(STOP);
                LiteClient client = new LiteClient("GROQ_API_KEY", "gsk-own", "GROQ_API_BASE", server.url())) {
            ClientConfig clientConfig = new ClientConfig(
                    null, null, Map.of("X-Team", "blue"), Map.of("groq", "gsk-run"), null, Map.of("seed", 1));
            client.answer(hello("groq/m").withClientConfig(clientConfig));
            client.answer(hello("groq/m"));

            assertThat(server.received().headers()).containsEntry("authorization", "Bearer gsk-run");
            ProviderTestServer.Received second = server.received();
            assertThat(second.headers())
                    .containsEntry("authorization", "Bearer gsk-own")
                    .doesNotContainKey("x-team");
            assertThat(second.body().has("seed")).isFalse();
        }
    }
}
