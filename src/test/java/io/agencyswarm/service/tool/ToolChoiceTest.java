package io.agencyswarm.service.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool choice that forces a tool: without a reset, the model could never answer. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class ToolChoiceTest {

    private static final String CALL = "call hold {} ;; ";

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void choice_forcesTool_isSentUntilAgentHasCalledOne() throws Exception {
        client.ask("forced", CALL + "text Done");

        assertThat(choices()).containsExactly("\"required\"", "");
        client.ask("forced", CALL + "text Done");
        assertThat(choices()).as("a run of its own").containsExactly("\"required\"", "", "\"required\"", "");
    }

    @Test
    void choice_afterAHandoff_isTheNextAgentsOwn() throws Exception {
        client.ask(
                "forced",
                ServiceClient.says("call transfer_to_Eager {} ;; " + CALL + "call transfer_to_Pusher {} ;; text Done")
                        .put("recipient_agent", "Pusher"));

        assertThat(choices())
                .containsExactly("{\"type\":\"function\",\"name\":\"transfer_to_Eager\"}", "\"required\"", "", "");
    }

    @Test
    void choice_ofADelegatedRun_isItsOwn() throws Exception {
        client.ask(
                "forced",
                ServiceClient.says(ServiceClient.delegate("Eager", CALL + "text In") + " ;; text Done")
                        .put("recipient_agent", "Pusher"));

        assertThat(choices()).endsWith("\"required\"", "", "");
    }

    @Test
    void choice_ofAClientsOwn_isSentUntilTheAgentHasCalledOne() throws Exception {
        ObjectNode body = ServiceClient.says("call add {\"a\":1,\"b\":2} ;; text Done");
        body.putObject("client_config")
                .putObject("model_settings_extra_args")
                .put("tool_choice", "required")
                .put("user", "u1");
        client.ask("basic", body);

        assertThat(choices()).containsExactly("\"required\"", "");
        assertThat(Model.requests().getLast().path("user").asText()).isEqualTo("u1");
    }

    private static List<String> choices() {
        return Model.requests().stream()
                .map(request -> request.path("tool_choice").toString())
                .toList();
    }
}
