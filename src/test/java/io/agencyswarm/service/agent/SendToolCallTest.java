package io.agencyswarm.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.ServiceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that ask others by custom functions. */
@QuarkusTest
@TestProfile(ServiceProfile.class)
@Timeout(60)
class SendToolCallTest {

    @TestHTTPResource
    URI base;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base);
        Model.forget();
    }

    @Test
    void sendTools_several_describeTheirRecipients() throws Exception {
        client.ask("flows", "text Hi");

        List<JsonNode> tools = tools(Model.requests().getFirst());
        assertThat(tools)
                .extracting(tool -> tool.path("name").asText())
                .containsExactly(
                        "burst",
                        "note",
                        "send_message_task",
                        "send_message_noted",
                        "send_message",
                        "transfer_to_Analyst",
                        "transfer_to_Quiet");
        assertThat(tools.get(2).path("description").asText())
                .isEqualTo("Sends tasks.\n\nAgents that can be asked:\n- Dev Team: Writes\n- Tester: Tests");
        assertThat(tools.get(3).at("/parameters/properties/recipient_agent/enum"))
                .hasToString("[\"Tester\"]");
    }

    @Test
    void call_ofRecipientOfAnotherFunction_isReportedToModel() throws Exception {
        client.ask("flows", call("send_message", "Tester", Json.object()) + " ;; text I see");

        assertThat(Model.lastOutputs())
                .singleElement()
                .asString()
                .contains("There is no agent \"Tester\"", "[Analyst]");
    }

    @Test
    void furtherArguments_areCheckedAsThoseOfTools_allFaultsAtOnce() throws Exception {
        client.ask("flows", call("send_message_noted", "Tester", Json.object().put("effort", 9)) + " ;; text I see");

        assertThat(Model.lastOutputs())
                .singleElement()
                .asString()
                .startsWith("Error: Invalid extra parameters for tool send_message_noted. Details: ")
                .contains("effort", "5", "priority", "required");
    }

    @Test
    void furtherArguments_ofOtherForm_areTakenAsToolsTakeThem() throws Exception {
        ObjectNode further =
                Json.object().put("priority", "high").put("effort", "3").put("invented", true);
        ServiceAnswer answer = client.ask("flows", call("send_message_noted", "tester", further) + " ;; text Out");

        assertThat(answer.response()).as(answer.text()).isEqualTo("Out");
        assertThat(Model.lastOutputs()).containsExactly("In");
        JsonNode request = Model.requests().get(1);
        assertThat(request.path("instructions").asText()).isEqualTo("You are the Tester.");
        assertThat(request.path("input")).hasSize(1);
        assertThat(request.at("/input/0/content").asText()).isEqualTo("text In");
        Model.assertGoesOn(client, "flows", answer.newMessages());
    }

    @Test
    void calls_ofSeveralFunctionsInOneTurn_runEachItsAgent() throws Exception {
        ObjectNode priority = Json.object().put("priority", "high");
        ServiceAnswer answer = client.ask(
                "flows",
                call("send_message_task", "Dev Team", priority) + " & " + call("send_message", "Analyst", Json.object())
                        + " ;; text Out");

        assertThat(answer.response()).isEqualTo("Out");
        assertThat(Model.lastOutputs()).containsExactly("In", "In");
        assertThat(answer.newMessages())
                .filteredOn(item -> item.path("callerAgent").asText().equals("CEO"))
                .extracting(item -> item.path("agent").asText())
                .contains("Dev Team", "Analyst");
    }

    @Test
    void sendTool_ofAgency_isUsedByItsFlows() throws Exception {
        ServiceAnswer answer =
                client.ask("defaulted", call("send_message_brief", "Helper", Json.object()) + " ;; text Out");

        assertThat(answer.response()).isEqualTo("Out");
        assertThat(tools(Model.requests().getFirst()))
                .extracting(tool -> tool.path("name").asText())
                .containsExactly("send_message_brief");
    }

    @Test
    void metadata_drawsOneLineForAllFunctions() throws Exception {
        JsonNode graph = client.get("/flows/get_metadata").body();

        assertThat(StreamSupport.stream(graph.path("edges").spliterator(), false)
                        .filter(edge -> edge.path("type").asText().equals("communication"))
                        .map(edge -> edge.path("id").asText()))
                .containsExactly("CEO->Dev Team", "CEO->Tester", "CEO->Analyst", "CEO->Quiet");
    }

    private static String call(String function, String recipient, ObjectNode further) {
        ObjectNode arguments = Json.object()
                .put("recipient_agent", recipient)
                .put("message", "text In")
                .put("additional_instructions", "");
        return "call " + function + " " + arguments.setAll(further);
    }

    private static List<JsonNode> tools(ObjectNode request) {
        return StreamSupport.stream(request.path("tools").spliterator(), false).toList();
    }
}
