package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolSpec;
import jakarta.validation.constraints.Max;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendToolTest {

    record Step(String what, List<Step> then) {}

    record TaskNotes(
            @JsonPropertyDescription("How urgent.") String priority,
            @Max(5) int effort,
            Step first) {}

    record Tree(String label, @Nullable Tree left, List<Tree> others) {}

    record Clashing(String message) {}

    record Endless(Thread thread) {}

    private final Agent lead = Agent.named("Lead").build();
    private final Agent scout = Agent.named("Scout").description("Searches").build();
    private final Agent writer = Agent.named("Writer").build();
    private final SendTool task = SendTool.named("send_message_task");

    @Test
    void specs_ofEqualTools_areOneFunction() {
        Agency agency = team().flow(lead, scout, task.description("Sends a task."))
                .flow(lead, writer)
                .flow(lead, writer, SendTool.named("send_message_task").description("Sends a task."))
                .build();

        List<ToolSpec> specs = FlowTools.specs(agency, lead, List.of());

        assertThat(specs).extracting(ToolSpec::name).containsExactly("send_message_task", "send_message");
        assertThat(specs.getFirst().description())
                .isEqualTo("Sends a task.\n\nAgents that can be asked:\n- Scout: Searches\n- Writer");
        assertThat(specs.getLast().inputSchema().at("/properties/recipient_agent/enum"))
                .hasToString("[\"Writer\"]");
        assertThat(agency.recipients(lead)).containsExactly(scout, writer);
    }

    @Test
    void specs_furtherArguments_followThoseOfEachSendTool() throws JsonProcessingException {
        Agency agency =
                team().flow(lead, scout, task.arguments(TaskNotes.class)).build();

        var schema = FlowTools.specs(agency, lead, List.of()).getFirst().inputSchema();

        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactly(
                        "recipient_agent", "message", "additional_instructions", "priority", "effort", "first");
        assertThat(schema.path("required"))
                .isEqualTo(Json.read("[\"recipient_agent\", \"message\", \"additional_instructions\", \"priority\","
                        + " \"effort\", \"first\"]"));
        assertThat(schema.at("/properties/priority"))
                .isEqualTo(Json.read("{\"type\": \"string\", \"description\": \"How urgent.\"}"));
        assertThat(schema.at("/properties/effort/maximum").asInt()).isEqualTo(5);
        assertThat(schema.at(schema.at("/properties/first/$ref").asText().substring(1))
                        .path("type")
                        .asText())
                .isEqualTo("object");
    }

    @Test
    void specs_argumentsThatContainThemselves_referToADefinitionOfTheRecord() {
        Agency agency = team().flow(lead, scout, task.arguments(Tree.class)).build();

        var schema = FlowTools.specs(agency, lead, List.of()).getFirst().inputSchema();
        var tree = schema.at("/$defs/arguments");

        assertThat(schema.findValuesAsText("$ref")).containsOnly("#/$defs/arguments");
        assertThat(schema.at("/properties/others/items/$ref").asText()).isEqualTo("#/$defs/arguments");
        assertThat(tree.path("properties").fieldNames()).toIterable().containsExactly("label", "left", "others");
        assertThat(tree.at("/properties/others/items/$ref").asText()).isEqualTo("#/$defs/arguments");
        // The record's own schema, by which arguments are checked, stays as it is.
        assertThat(ToolArguments.schema(Tree.class).findValuesAsText("$ref")).contains("#");
    }

    @Test
    void sendTool_ofTheAgency_isThatOfFlowsThatNameNone() {
        Agency agency =
                team().flow(lead, scout).flow(writer, scout).sendTool(task).build();

        assertThat(agency.sendTools(lead)).containsExactly(task);
        assertThat(agency.sendTools(writer)).containsExactly(task);
        assertThat(agency.sendTools(scout)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "sendmessage", "send_message task", "send_messageä", "xsend_message", ""})
    void named_withoutThePrefixOrWithOtherCharacters_isRefused(String name) {
        refused(() -> SendTool.named(name), "\"" + name + "\"", "send_message_task", "letters, digits, _ and -");
    }

    @Test
    void named_ofMoreThan64Characters_isRefused() {
        String longest = "send_message" + "x".repeat(52);

        assertThat(SendTool.named(longest).name()).isEqualTo(longest);
        refused(() -> SendTool.named(longest + "x"), "64");
    }

    @Test
    void arguments_thereAnyway_areRefused() {
        refused(
                () -> task.arguments(Clashing.class),
                "\"send_message_task\" already has an argument \"message\"",
                "Clashing",
                "Rename the component");
    }

    @Test
    void arguments_withoutASchema_areRefused() {
        refused(() -> task.arguments(Endless.class), Endless.class.getName(), "can't be used as arguments");
    }

    @Test
    void build_twoToolsOfOneName_clash() {
        refused(
                () -> team().flow(lead, scout, task)
                        .flow(lead, writer, task.description("Another."))
                        .build(),
                "agent Lead has two functions named \"send_message_task\"",
                "the send tool of its flow to Scout",
                "the send tool of its flow to Writer",
                "Rename one of them");
    }

    @Test
    void build_sameFlowByTheSameTool_isRefused() {
        refused(() -> team().flow(lead, scout, task).flow(lead, scout, task), "Lead > Scout twice");
    }

    private Agency.Builder team() {
        return Agency.named("team").entryPoints(lead);
    }

    private static void refused(ThrowingCallable made, String... words) {
        assertThatThrownBy(made)
                .isInstanceOfSatisfying(
                        AgencyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContainingAll(words);
    }
}
