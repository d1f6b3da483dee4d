package io.agencyswarm.model.provider;

import static io.agencyswarm.model.provider.LiteClient.addTool;
import static io.agencyswarm.model.provider.LiteClient.calls;
import static io.agencyswarm.model.provider.LiteClient.deltas;
import static io.agencyswarm.model.provider.LiteClient.hello;
import static io.agencyswarm.model.provider.LiteClient.schema;
import static io.agencyswarm.model.provider.LiteClient.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzureDialectTest {

    private static final String END =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]";

    @Test
    void request_plain_namesTheDeploymentAndTheVersion() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(END);
                LiteClient client = new LiteClient(
                        "AZURE_API_KEY",
                        "az-own",
                        "AZURE_API_BASE",
                        server.url() + "/",
                        "AZURE_API_VERSION",
                        "2024-10-21")) {
            List<ModelEvent> events = client.answer(hello("azure/my gpt"));

            ProviderTestServer.Received received = server.received();
            assertThat(deltas(events)).containsExactly("Hello");
            assertThat(received.path())
                    .isEqualTo("/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21");
            assertThat(received.headers()).containsEntry("api-key", "az-own").doesNotContainKey("authorization");
        }
    }

    @Test
    void call_withItsTool_isWhole() throws Exception {
        try (ProviderTestServer server = ProviderTestServer.sse(
                        "{\"choices\":[],\"prompt_filter_results\":[]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"add\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}");
                LiteClient client = new LiteClient("AZURE_API_KEY", "az-own", "AZURE_API_BASE", server.url())) {
            assertThat(calls(client.answer(with(hello("azure/gpt"), addTool()))))
                    .containsExactly("add({})");
            ProviderTestServer.Received received = server.received();
            assertThat(received.path()).endsWith("?api-version=2025-02-01-preview");
            assertThat(received.body().at("/tools/0/function/parameters")).isEqualTo(schema());
        }
    }

    @Test
    void address_missing_isNamed() {
        try (LiteClient client = new LiteClient("AZURE_API_KEY", "az-own")) {
            assertThatThrownBy(() -> client.answer(hello("azure/gpt")))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("no address for azure is set; set AZURE_API_BASE");
        }
    }
}
