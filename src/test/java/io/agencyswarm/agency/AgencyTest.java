package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.hosted.HostedTool;
import io.agencyswarm.tool.hosted.HostedTools;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgencyTest {

    private final Agent lead = Agent.named("Lead").build();
    private final Agent expert = Agent.named("Expert").build();
    private final Agent analyst = Agent.named("Analyst").build();

    @Test
    void build_flows_tellWhoMayTurnToWhom() {
        Agency agency = Agency.named("team")
                .entryPoints(expert)
                .flow(lead, expert, analyst)
                .handoff(lead, analyst)
                .handoff(analyst, lead)
                .build();

        assertThat(agency.entryPoints()).containsExactly(expert);
        assertThat(agency.agents()).containsExactly(expert, lead, analyst);
        assertThat(agency.recipients(lead)).containsExactly(expert, analyst);
        assertThat(agency.recipients(expert)).isEmpty();
        assertThat(agency.handoffs(lead)).containsExactly(analyst);
        assertThat(agency.handoffs(analyst)).containsExactly(lead);
        assertThat(agency.flows())
                .containsExactly(
                        new Flow.Delegation(lead, expert, null),
                        new Flow.Delegation(lead, analyst, null),
                        new Flow.Handoff(lead, analyst, false),
                        new Flow.Handoff(analyst, lead, false));
    }

    @Test
    void unreachableAgents_agentsWithoutFlow_returnsThem() {
        Agent other = Agent.named("Stranger").build();
        Agent friend = Agent.named("Friend").build();
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .flow(other, lead)
                .handoff(other, friend)
                .flow(expert, analyst)
                .handoff(lead, expert)
                .build();

        assertThat(agency.unreachableAgents()).containsExactly(other, friend);
    }

    @Test
    void build_handoffThatIsAlsoSilent_isRefused() {
        assertThatThrownBy(() -> Agency.named("team")
                        .entryPoints(lead)
                        .handoff(lead, expert)
                        .silentHandoff(lead, expert))
                .isInstanceOf(AgencyException.class)
                .hasMessage("Agency \"team\" has the flow Lead > Expert twice. Remove one of them.");
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .handoff(lead, analyst)
                .silentHandoff(lead, expert)
                .build();
        assertThat(agency.isSilent(lead, analyst)).isFalse();
        assertThat(agency.isSilent(lead, expert)).isTrue();
    }

    @Test
    void agent_exactName_returnsAgent() {
        Agency agency =
                Agency.named("team").entryPoints(lead).flow(lead, expert).build();

        assertThat(agency.agent("Expert")).containsSame(expert);
        assertThat(agency.agent("expert")).isEmpty();
        assertThat(agency.agent("Analyst")).isEmpty();
    }

    @Test
    void sharedTools_eachAgent_followItsOwnTools() {
        Agent own = Agent.named("Own").tools(FixedTool.named("look")).build();
        Agency agency = Agency.named("team")
                .entryPoints(own, expert)
                .sharedTools(FixedTool.named("listen"), HostedTools.webSearch())
                .build();

        assertThat(agency.tools(own)).extracting(tool -> tool.spec().name()).containsExactly("look", "listen");
        assertThat(agency.tools(expert)).extracting(tool -> tool.spec().name()).containsExactly("listen");
        assertThat(agency.hostedTools(expert)).extracting(HostedTool::name).containsExactly("web_search");
    }

    @Test
    void sharedTools_ofANameThatAnAgentHas_areRefused() {
        Agent own = Agent.named("Own").tools(FixedTool.named("look")).build();

        assertThatThrownBy(() -> Agency.named("team")
                        .entryPoints(own)
                        .sharedTools(FixedTool.named("look"))
                        .build())
                .isInstanceOf(AgencyException.class)
                .hasMessageContainingAll("agent Own", "\"look\"", "a tool of its own", "a tool of all agents");
    }

    @Test
    void build_entryPointNamedTwice_isOneAgent() {
        Agency agency = Agency.named("team")
                .entryPoints(lead, expert)
                .flow(lead, expert)
                .build();

        assertThat(agency.agents()).containsExactly(lead, expert);
    }

    @Test
    void build_defaults_areEmpty() {
        Agency agency = Agency.named("team").entryPoints(lead).build();

        assertThat(agency.sharedInstructions()).isEmpty();
        assertThat(agency.userContext()).isEmpty();
        assertThat(agency.flows()).isEmpty();
    }

    @Test
    void userContext_mapIsChangedLater_staysTheSame() {
        Map<String, Object> context = new HashMap<>(Map.of("tenant", "acme"));
        Agency agency =
                Agency.named("team").entryPoints(lead).userContext(context).build();

        context.put("tenant", "other");

        assertThat(agency.userContext()).isEqualTo(Map.of("tenant", "acme"));
    }

    @ParameterizedTest
    @CsvSource({"team,team", "my team,my_team", "a  b,a__b", "Ä-1.2,Ä-1.2"})
    void path_ofAName_hasUnderscoresForBlanks(String name, String path) {
        Agency agency = Agency.named(name).entryPoints(lead).build();

        assertThat(agency.name()).isEqualTo(name);
        assertThat(agency.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "a/b", "a?b", "..", "-", "a%20b", "a\nb"})
    void named_unusableName_isRefusedWithValueRuleAndFix(String name) {
        assertThatThrownBy(() -> Agency.named(name))
                .isInstanceOf(AgencyException.class)
                .hasMessage(
                        "The agency's name \"" + name + "\" can't be used: a name has 1 to 64 letters, digits, blanks, "
                                + "_, . or - and begins with a letter, a digit or _. Rename the agency.");
    }

    @Test
    void build_noEntryPoint_isRefused() {
        refused(
                () -> Agency.named("team").flow(lead, expert).build(),
                "Agency \"team\"",
                "no entry point",
                "entryPoints(…)");
    }

    @Test
    void flow_toItself_isRefused() {
        refused(() -> Agency.named("team").flow(lead, lead), "Agency \"team\"", "from Lead to itself", "Remove it");
        refused(() -> Agency.named("team").handoff(lead, lead), "Agency \"team\"", "from Lead to itself", "Remove it");
    }

    @Test
    void flow_givenTwice_isRefused() {
        refused(
                () -> Agency.named("team").flow(lead, expert).flow(lead, analyst, expert),
                "Agency \"team\"",
                "Lead > Expert",
                "twice",
                "Remove one");
        refused(() -> Agency.named("team").handoff(lead, expert, expert), "Lead > Expert", "twice", "Remove one");
    }

    @Test
    void flow_messageAndHandoffOfOnePair_areBothKept() {
        Agency agency = Agency.named("team")
                .entryPoints(lead)
                .flow(lead, expert)
                .handoff(lead, expert)
                .flow(expert, lead)
                .build();

        assertThat(agency.flows()).hasSize(3);
    }

    @Test
    void build_twoAgentsOfOneName_areRefused() {
        Agent duplicate = Agent.named("Lead").build();

        refused(
                () -> Agency.named("team")
                        .entryPoints(lead)
                        .flow(expert, duplicate)
                        .build(),
                "Agency \"team\"",
                "two agents named \"Lead\"",
                "Rename one",
                "same Agent object");
        refused(() -> Agency.named("team").entryPoints(lead, duplicate).build(), "two agents named \"Lead\"");
    }

    @Test
    void build_oneAgentInTwoAgencies_isAllowed() {
        Agency one = Agency.named("one").entryPoints(lead).flow(lead, expert).build();
        Agency other = Agency.named("other").entryPoints(expert).build();

        assertThat(one.recipients(lead)).containsExactly(expert);
        assertThat(other.agents()).containsExactly(expert);
    }

    @Test
    void build_builderUsedOn_leavesTheBuiltAgencyAsItIs() {
        Agency.Builder builder = Agency.named("team").entryPoints(lead);
        Agency agency = builder.build();

        builder.flow(lead, expert).entryPoints(analyst);

        assertThat(agency.agents()).containsExactly(lead);
        assertThat(agency.entryPoints()).containsExactly(lead);
        assertThat(agency.flows()).isEmpty();
    }

    private static void refused(ThrowingCallable building, String... parts) {
        assertThatThrownBy(building)
                .isInstanceOfSatisfying(
                        AgencyException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .message()
                .contains(parts);
    }
}
