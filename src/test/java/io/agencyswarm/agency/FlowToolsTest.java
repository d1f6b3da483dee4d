package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowToolsTest {

    private final Agent lead =
            Agent.named("Lead").tools(FixedTool.named("look")).build();
    private final Agent expert =
            Agent.named("Expert").description("Knows the weather").build();
    private final Agent analyst = Agent.named("Data Analyst").build();

    @Test
    void specs_toolsFlowsAndHandoffs_areInThisOrder() {
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .handoff(lead, analyst)
                .flow(lead, expert, analyst)
                .handoff(lead, expert)
                .build();

        assertThat(FlowTools.specs(agency, lead, lead.tools()))
                .extracting(ToolSpec::name)
                .containsExactly("look", "send_message", "transfer_to_Data_Analyst", "transfer_to_Expert");
        assertThat(FlowTools.specs(agency, expert, List.of())).isEmpty();
    }

    @Test
    void specs_noFlows_areTheAgentsOwnTools() {
        Agency agency =
                Agency.named("team").entryPoints(lead).flow(expert, lead).build();

        assertThat(FlowTools.specs(agency, lead, lead.tools()))
                .extracting(ToolSpec::name)
                .containsExactly("look");
    }

    @Test
    void specs_sendMessage_namesTheRecipientsAndWhatTheyAreFor() throws JsonProcessingException {
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .flow(lead, expert, analyst)
                .build();

        ToolSpec spec = spec(agency, "send_message");

        assertThat(spec.description())
                .isEqualTo("Asks another agent and returns its answer.\n\nAgents that can be asked:"
                        + "\n- Expert: Knows the weather\n- Data Analyst");
        assertThat(spec.inputSchema().path("properties").path("recipient_agent").path("enum"))
                .isEqualTo(Json.read("[\"Expert\", \"Data Analyst\"]"));
        assertThat(spec.inputSchema().path("required"))
                .isEqualTo(Json.read("[\"recipient_agent\", \"message\", \"additional_instructions\"]"));
        assertThat(List.copyOf(spec.inputSchema().path("properties").properties()))
                .allSatisfy(property ->
                        assertThat(property.getValue().path("type").textValue()).isEqualTo("string"))
                .hasSize(3);
        assertThat(spec.inputSchema().path("type").textValue()).isEqualTo("object");
        assertThat(spec.inputSchema().path("additionalProperties").booleanValue())
                .isFalse();
        assertThat(spec.inputSchema().path("additionalProperties").isBoolean()).isTrue();
    }

    @Test
    void specs_handoff_takesNoArgumentsAndSaysWhoFollows() throws JsonProcessingException {
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .handoff(lead, expert, analyst)
                .build();

        assertThat(spec(agency, "transfer_to_Expert"))
                .isEqualTo(new ToolSpec(
                        "transfer_to_Expert",
                        "Hands the conversation over to the agent Expert, who answers from then on. Knows the weather",
                        Json.object().setAll((ObjectNode)
                                Json.read("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{}}"))));
        assertThat(spec(agency, "transfer_to_Data_Analyst").description()).endsWith("answers from then on.");
    }

    @ParameterizedTest
    @CsvSource({
        "Lead,transfer_to_Lead",
        "Data Analyst,transfer_to_Data_Analyst",
        "a.b-c_d,transfer_to_a_b-c_d",
        "Ä,transfer_to__"
    })
    void transferTo_anyName_isAFunctionNameOfAscii(String agent, String function) {
        assertThat(FlowTools.transferToolName(Agent.named(agent).build())).isEqualTo(function);
    }

    @Test
    void build_ownToolNamedSendMessage_clashesOnlyWithMessageFlows() {
        Agent clashing =
                Agent.named("Lead").tools(FixedTool.named("send_message")).build();

        refused(
                Agency.named("team").entryPoints(clashing).flow(clashing, expert),
                "agency \"team\"",
                "agent Lead",
                "\"send_message\"",
                "a tool of its own",
                "the send tool of its flow to Expert",
                "Rename one of them");
        assertThat(Agency.named("team")
                        .entryPoints(clashing)
                        .handoff(clashing, expert)
                        .build())
                .isNotNull();
    }

    @Test
    void build_ownToolNamedAsAHandoff_clashes() {
        Agent clashing =
                Agent.named("Lead").tools(FixedTool.named("transfer_to_Expert")).build();

        refused(
                Agency.named("team").entryPoints(clashing).handoff(clashing, expert),
                "\"transfer_to_Expert\"",
                "a tool of its own",
                "its handoff to Expert");
    }

    @Test
    void build_twoHandoffsToNamesThatLookTheSame_clash() {
        Agent blank = Agent.named("A B").build();
        Agent dot = Agent.named("A.B").build();

        refused(
                Agency.named("team").entryPoints(lead).handoff(lead, blank, dot),
                "\"transfer_to_A_B\"",
                "its handoff to A B",
                "its handoff to A.B");
    }

    @Test
    void build_clashOfAnAgentDeepInTheFlows_isFoundToo() {
        Agent clashing =
                Agent.named("Deep").tools(FixedTool.named("send_message")).build();

        refused(
                Agency.named("team")
                        .entryPoints(lead)
                        .flow(lead, expert)
                        .flow(expert, clashing)
                        .flow(clashing, lead),
                "Deep");
    }

    private ToolSpec spec(Agency agency, String name) {
        return FlowTools.specs(agency, lead, lead.tools()).stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void refused(Agency.Builder agency, String... parts) {
        assertThatThrownBy(agency::build)
                .isInstanceOfSatisfying(
                        AgencyException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .message()
                .contains(parts);
    }
}
