package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {

    record Lookup(int id) implements ToolClass {

        @Override
        public String run(ToolContext context) {
            return "item " + id;
        }
    }

    @Test
    void build_nameAlone_hasTheDefaults() {
        Agent agent = Agent.named("Lead").build();

        assertThat(agent.name()).isEqualTo("Lead");
        assertThat(agent.description()).isEmpty();
        assertThat(agent.instructions(Map.of())).isEmpty();
        assertThat(agent.model()).isEmpty();
        assertThat(agent.settings()).isEqualTo(ModelSettings.DEFAULTS);
        assertThat(agent.tools()).isEmpty();
        assertThat(agent.conversationStarters()).isEmpty();
        assertThat(agent.quickReplies()).isEmpty();
        assertThat(agent.maxTurns()).isEqualTo(25);
    }

    @Test
    void build_everything_isKept() {
        ModelSettings settings = ModelSettings.builder().temperature(0.5).build();

        Agent agent = Agent.named("Lead")
                .description("Plans")
                .instructions("You lead.")
                .model("gpt-4o")
                .settings(settings)
                .tools(Lookup.class)
                .conversationStarters("Hello", "Help")
                .quickReplies("yes", "no")
                .maxTurns(1)
                .build();

        assertThat(agent.description()).isEqualTo("Plans");
        assertThat(agent.instructions(Map.of())).isEqualTo("You lead.");
        assertThat(agent.model()).contains("gpt-4o");
        assertThat(agent.settings()).isEqualTo(settings);
        assertThat(agent.tools())
                .singleElement()
                .satisfies(tool -> assertThat(tool.spec().name()).isEqualTo("Lookup"));
        assertThat(agent.conversationStarters()).containsExactly("Hello", "Help");
        assertThat(agent.quickReplies()).containsExactly("yes", "no");
        assertThat(agent.maxTurns()).isEqualTo(1);
    }

    @Test
    void build_methodsOfSeveralValuesCalledTwice_haveAllInOrder() {
        Guardrail first = (_, _) -> GuardrailResult.pass();
        Guardrail second = (_, _) -> GuardrailResult.pass();

        Agent agent = Agent.named("Lead")
                .mcpServers("wiki")
                .mcpServers("crm")
                .conversationStarters("Hello")
                .conversationStarters("Help")
                .quickReplies("yes")
                .quickReplies("no")
                .inputGuardrails(first)
                .inputGuardrails(second)
                .outputGuardrails(second)
                .outputGuardrails(first)
                .build();

        assertThat(agent.mcpServers()).containsExactly("wiki", "crm");
        assertThat(agent.conversationStarters()).containsExactly("Hello", "Help");
        assertThat(agent.quickReplies()).containsExactly("yes", "no");
        assertThat(agent.inputGuardrails()).containsExactly(first, second);
        assertThat(agent.outputGuardrails()).containsExactly(second, first);
    }

    @Test
    void instructions_ofAFunction_areMadeOfTheUserContext() {
        Agent agent = Agent.named("Lead")
                .instructions(context -> "You serve " + context.get("tenant") + ".")
                .build();

        assertThat(agent.instructions(Map.of("tenant", "acme"))).isEqualTo("You serve acme.");
        assertThat(agent.instructions(Map.of("tenant", "other"))).isEqualTo("You serve other.");
    }

    @Test
    void build_builderUsedOn_leavesTheBuiltAgentAsItIs() {
        Agent.Builder builder = Agent.named("Lead");
        Agent agent = builder.build();

        builder.tools(Lookup.class).description("changed");

        assertThat(agent.tools()).isEmpty();
        assertThat(agent.description()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Lead", "Data Analyst", "_x", "a.b-c", "Ärztin", "分析", "9"})
    void named_usableName_isTaken(String name) {
        assertThat(Agent.named(name).build().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " Lead", "-x", ".", "a/b", "a\nb", "a\"b", "a\tb", "<b>"})
    void named_unusableName_isRefusedWithValueRuleAndFix(String name) {
        assertThatThrownBy(() -> Agent.named(name))
                .isInstanceOf(AgencyException.class)
                .hasMessage(
                        "The agent's name \"" + name + "\" can't be used: a name has 1 to 64 letters, digits, blanks, "
                                + "_, . or - and begins with a letter, a digit or _. Rename the agent.");
    }

    @Test
    void named_longName_isRefusedBeyond64Characters() {
        assertThat(Agent.named("x".repeat(64)).build().name()).hasSize(64);
        refused(() -> Agent.named("x".repeat(65)), "x".repeat(65), "1 to 64", "Rename");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void maxTurns_lessThanOne_isRefused(int turns) {
        refused(() -> Agent.named("Lead").maxTurns(turns), "Lead", "maxTurns " + turns, "at least 1");
    }

    @Test
    void build_twoToolsOfOneName_areRefused() {
        refused(
                () -> Agent.named("Lead")
                        .tools(Lookup.class)
                        .tools(Lookup.class)
                        .build(),
                "Agent Lead",
                "\"Lookup\"",
                "Rename one");
    }

    @Test
    void tools_somethingWithoutTools_isRefused() {
        refused(() -> Agent.named("Lead").tools("text"), "java.lang.String", "annotate one");
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
