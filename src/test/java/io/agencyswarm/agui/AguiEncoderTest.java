package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.UserMessage;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of models with unusual behavior that the scripted model does not have. */
class AguiEncoderTest {

    private static final AgentRun LEAD = AgentRun.root(agent("Lead"));
    private static final String DONE = "{\"type\":\"response.completed\",\"response\":{}}";

    private final List<JsonNode> events = new ArrayList<>();
    private AguiEncoder encoder = encoder(false);

    @Test
    void message_withoutPieces_isReportedInOne() {
        begin();
        sends(LEAD, done("{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"content\":\"Whole\"}"), DONE);

        assertThat(ended().text()).isEqualTo("Whole");
    }

    @Test
    void message_noModelSent_isReported() {
        begin();
        emit(new RunEvent.MessageCreated(
                LEAD,
                new Item.Message(AguiInput.json("{\"role\":\"assistant\",\"content\":\"Guidance\"}"), "assistant")));
        AguiEvents stream = ended();

        assertThat(stream.text()).isEqualTo("Guidance");
        assertThat(stream.messages()).hasSize(2);
    }

    @Test
    void message_withPieces_isReportedOnce() {
        begin();
        sends(LEAD, text("m1", "Hel"), text("m1", ""), text("m1", "lo"));
        Item.Message whole =
                message("{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"content\":\"Hello\"}");
        emit(new RunEvent.ModelSent(
                LEAD, new ModelEvent.ItemDone("response.output_item.done", new byte[0], whole, -1)));
        sends(LEAD, DONE);
        emit(new RunEvent.MessageCreated(LEAD, whole));
        AguiEvents stream = ended();

        assertThat(stream.of("TEXT_MESSAGE_CONTENT")).hasSize(2);
        assertThat(stream.text()).isEqualTo("Hello");
        assertThat(stream.messages()).hasSize(2);
    }

    @Test
    void message_whoseIdChangesWithEachEvent_isReportedOnce() {
        begin();
        sends(LEAD, textAt(1, "m1", "Hel"), textAt(1, "m2", "lo"));
        sends(
                LEAD,
                "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{\"type\":\"message\",\"id\":\"m3\","
                        + "\"role\":\"assistant\",\"content\":\"Hello\"}}",
                textAt(2, "m4", "!"),
                DONE);
        AguiEvents stream = ended();

        assertThat(stream.of("TEXT_MESSAGE_START")).hasSize(2);
        assertThat(stream.text()).isEqualTo("Hello!");
    }

    @Test
    void message_whosePiecesHaveNoId_isReportedOnce() {
        begin();
        sends(LEAD, "{\"type\":\"response.output_text.delta\",\"delta\":\"Hello\"}");
        sends(LEAD, done("{\"type\":\"message\",\"id\":\"m3\",\"role\":\"assistant\",\"content\":\"Hello\"}"), DONE);

        assertThat(ended().text()).isEqualTo("Hello");
    }

    @Test
    void refusal_countsAsText() {
        begin();
        sends(LEAD, "{\"type\":\"response.refusal.delta\",\"item_id\":\"m1\",\"delta\":\"No.\"}", DONE);

        assertThat(ended().text()).isEqualTo("No.");
    }

    @Test
    void ids_modelRepeats_areMadeUnique() {
        encoder = encoder(false, AguiInput.assistant("m1", "Before"));
        begin();
        for (int turn = 0; turn < 2; turn++) {
            sends(
                    LEAD,
                    text("m1", "Hi"),
                    done("{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"content\":\"Hi\"}"));
            sends(LEAD, DONE);
            Item.FunctionCall added = call(LEAD, "c1", "add", "{}");
            returns(LEAD, added, "ok");
        }
        AguiEvents stream = ended();

        assertThat(stream.of("TEXT_MESSAGE_START").stream()
                        .map(start -> start.path("messageId").asText()))
                .containsExactly("m1-1", "m1-2");
        assertThat(stream.of("TOOL_CALL_RESULT").stream()
                        .map(result -> result.path("toolCallId").asText()))
                .containsExactly("c1", "c1-1");
    }

    @Test
    void ids_modelDoesNotGive_areMadeUp() {
        begin();
        sends(LEAD, "{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}");
        sends(LEAD, done("{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"Hi\"}"), DONE);
        AguiEvents stream = ended();

        assertThat(stream.only("TEXT_MESSAGE_START").path("messageId").asText()).startsWith("msg_");
        assertThat(stream.messages()).hasSize(2);
    }

    @Test
    void call_withoutPieces_isReportedInOne() {
        begin();
        Item.FunctionCall added = call(LEAD, "c1", "add", "{\"a\":1}");
        returns(LEAD, added, "1");

        assertThat(ended().deltas("TOOL_CALL_ARGS")).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "n,ull", "nul,l"})
    void call_whosePiecesSayThatThereAreNoArguments_hasNone(String pieces) {
        begin();
        sends(LEAD, added("f1", "c1"));
        Stream.of(pieces.split(",")).forEach(piece -> sends(LEAD, arguments("f1", piece)));
        Item.FunctionCall added = call(LEAD, "c1", "add", "{}");
        returns(LEAD, added, "1");

        assertThat(ended().deltas("TOOL_CALL_ARGS")).isEqualTo("{}");
    }

    @Test
    void call_ofWhichPiecesAreMissing_isToldWhole() {
        begin();
        sends(LEAD, added("f1", "c1"), arguments("f1", "{\"a\""));
        Item.FunctionCall added = call(LEAD, "c1", "add", "{\"a\":1}");
        returns(LEAD, added, "1");

        assertThat(ended().deltas("TOOL_CALL_ARGS")).isEqualTo("{\"a\":1}");
    }

    @Test
    void calls_growConcurrently_areKeptApart() {
        begin();
        sends(LEAD, added("f1", "c1"), added("f2", "c2"), arguments("f2", "[2]"), arguments("f1", "[1]"));
        Item.FunctionCall two = call(LEAD, "c2", "add", "[2]");
        Item.FunctionCall one = call(LEAD, "c1", "add", "[1]");
        sends(LEAD, DONE);
        returns(LEAD, one, "one");
        returns(LEAD, two, "two");
        AguiEvents stream = ended();

        assertThat(stream.messages().stream()
                        .map(message -> message.path("role").asText()))
                .containsExactly("user", "assistant", "tool", "tool");
    }

    @Test
    void reasoning_inParts_isOneMessageWithParagraphs() {
        begin();
        sends(
                LEAD,
                "{\"type\":\"response.reasoning_summary_text.delta\",\"item_id\":\"rs1\",\"delta\":\"One\"}",
                "{\"type\":\"response.reasoning_summary_part.done\",\"item_id\":\"rs1\"}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"item_id\":\"rs1\",\"delta\":\"Two\"}",
                "{\"type\":\"response.reasoning_summary_part.done\",\"item_id\":\"rs1\"}",
                done("{\"type\":\"reasoning\",\"id\":\"rs1\",\"encrypted_content\":\"xyz\","
                        + "\"summary\":[{\"text\":\"One\"},{\"text\":\"Two\"}]}"),
                DONE);
        AguiEvents stream = ended();

        assertThat(stream.deltas("REASONING_MESSAGE_CONTENT")).isEqualTo("One\n\nTwo");
        assertThat(stream.only("REASONING_ENCRYPTED_VALUE")
                        .path("encryptedValue")
                        .asText())
                .isEqualTo("xyz");
        assertThat(stream.messages().getLast().path("content").asText()).isEqualTo("One\n\nTwo");
        assertThat(stream.messages().getLast().path("encryptedValue").asText()).isEqualTo("xyz");
    }

    @Test
    void reasoning_onlyEncrypted_isMessageWithoutText() {
        begin();
        sends(LEAD, done("{\"type\":\"reasoning\",\"id\":\"rs1\",\"encrypted_content\":\"xyz\",\"summary\":[]}"), DONE);
        AguiEvents stream = ended();

        assertThat(stream.types()).containsSubsequence("REASONING_START", "REASONING_ENCRYPTED_VALUE", "REASONING_END");
        assertThat(stream.of("REASONING_MESSAGE_CONTENT")).isEmpty();
    }

    @Test
    void character_inTwoPieces_isPutTogetherByTheClient() {
        begin();
        List<String> raw = new ArrayList<>();
        for (String half : List.of("\\ud83d", "\\ude00")) {
            encoder.encode(new RunEvent.ModelSent(LEAD, read(text("m1", half))))
                    .forEach(frame -> raw.add(frame.text()));
        }

        assertThat(raw.get(1)).contains("\"delta\":\"\\ud83d\"");
        assertThat(raw.get(2)).contains("\"delta\":\"\\ude00\"");
    }

    @Test
    void events_oddlyMade_giveNothing() {
        begin();
        sends(
                LEAD,
                "{\"type\":\"response.output_text.delta\",\"item_id\":\"m1\",\"delta\":{\"delta\":\"x\"}}",
                "{\"type\":\"response.output_text.delta\",\"item_id\":\"m1\"}",
                "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":7}}",
                "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"custom_tool_call\",\"call_id\":\"c1\"}}",
                arguments("unknown", "{}"),
                "{\"type\":\"response.something.new\"}",
                DONE);

        assertThat(ended().types())
                .containsExactly("RUN_STARTED", "STEP_STARTED", "STEP_FINISHED", "MESSAGES_SNAPSHOT", "RUN_FINISHED");
    }

    @Test
    void subagents_ofOneCallId_areEachClosed() {
        begin();
        Item.FunctionCall first = call(LEAD, "c1", "send_message", "{}");
        Item.FunctionCall second = call(LEAD, "c1", "send_message", "{}");
        AgentRun one = LEAD.delegateTo(agent("Helper"), first);
        AgentRun two = LEAD.delegateTo(agent("Helper"), second);
        emit(new RunEvent.AgentUpdated(one));
        emit(new RunEvent.AgentUpdated(two));
        sends(two, text("m2", "Two"));
        sends(one, text("m1", "One"));
        sends(two, done("{\"type\":\"message\",\"id\":\"m2\",\"role\":\"assistant\",\"content\":\"Two\"}"), DONE);
        returns(LEAD, second, "Two");
        sends(one, done("{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"content\":\"One\"}"), DONE);
        returns(LEAD, first, "One");
        AguiEvents stream = ended();

        assertThat(stream.of("SUBAGENT_STARTED").stream()
                        .map(started -> started.path("parentToolCallId").asText()))
                .containsExactly("c1", "c1-1");
        assertThat(stream.of("SUBAGENT_FINISHED").stream()
                        .map(finished -> finished.path("result").asText()))
                .containsExactly("Two", "One");
    }

    @Test
    void subagent_ofASubagent_namesItsParentAndEndsWithIt() {
        begin();
        Item.FunctionCall asking = call(LEAD, "c1", "send_message", "{}");
        AgentRun helper = LEAD.delegateTo(agent("Helper"), asking);
        emit(new RunEvent.AgentUpdated(helper));
        Item.FunctionCall further = call(helper, "c2", "send_message", "{}");
        AgentRun lead = helper.delegateTo(agent("Lead"), further);
        emit(new RunEvent.AgentUpdated(lead));
        returns(LEAD, asking, "An error occurred");
        AguiEvents stream = ended();

        assertThat(stream.of("SUBAGENT_STARTED")
                        .getLast()
                        .path("parentSubagentRunId")
                        .asText())
                .isEqualTo(helper.id());
        assertThat(stream.of("SUBAGENT_ERROR").stream()
                        .map(error -> error.path("subagentRunId").asText()))
                .containsExactly(lead.id(), helper.id());
    }

    @Test
    void handoff_ofASubagent_isAnotherSubagentOfTheSameCall() {
        begin();
        Item.FunctionCall asking = call(LEAD, "c1", "send_message", "{}");
        AgentRun helper = LEAD.delegateTo(agent("Helper"), asking);
        AgentRun expert = helper.handOffTo(agent("Expert"));
        emit(new RunEvent.AgentUpdated(helper));
        Item.FunctionCall transfer = call(helper, "c2", "transfer_to_Expert", "{}");
        emit(new RunEvent.HandoffRequested(helper, transfer));
        emit(new RunEvent.HandoffOccurred(helper, expert, transfer, Item.output(transfer, "{}")));
        emit(new RunEvent.AgentUpdated(expert));
        sends(expert, done("{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"content\":\"Yes\"}"), DONE);
        returns(LEAD, asking, "Yes");
        AguiEvents stream = ended();

        assertThat(stream.of("SUBAGENT_STARTED").stream()
                        .map(started -> started.path("parentToolCallId").asText()))
                .containsExactly("c1", "c1");
        assertThat(stream.of("SUBAGENT_FINISHED")).hasSize(2);
        assertThat(stream.of("TOOL_CALL_RESULT")).hasSize(2);
    }

    @Test
    void run_failsInMiddle_closesWhatIsOpenInOrder() {
        begin();
        sends(LEAD, text("m1", "Half"), added("f1", "c1"), arguments("f1", "{"));
        AgencyException failure = new AgencyException(ErrorCode.MODEL_UNREACHABLE, "Agent Lead: gone.");
        emit(new RunEvent.RunFailed(failure.getMessage()));
        AguiEvents stream = ended(false, failure);

        assertThat(stream.types())
                .endsWith("TEXT_MESSAGE_END", "TOOL_CALL_END", "STEP_FINISHED", "MESSAGES_SNAPSHOT", "RUN_ERROR");
        assertThat(stream.messages()).hasSize(1);
        assertThat(stream.last().path("code").asText()).isEqualTo("MODEL_UNREACHABLE");
        assertThat(stream.last().at("/usage/0/inputTokens").asLong()).isEqualTo(9);
    }

    @Test
    void usage_beyondWhatClientsTake_isCut() {
        begin();
        TokenUsage odd = new TokenUsage(Long.MAX_VALUE, -1, 0, -5, null, 3);
        emit(new RunEvent.Ended(result(false, null, new UsageTotals(1, odd, 0))));
        AguiEvents stream = new AguiEvents(events);

        assertThat(stream.last().at("/usage/0/inputTokens").asLong()).isEqualTo(9_007_199_254_740_991L);
        assertThat(stream.last().at("/usage/0/outputTokens").asLong()).isZero();
        assertThat(stream.last().at("/usage/0/cachedInputTokens").asLong()).isZero();
    }

    @Test
    void progress_ofATool_isCustom_underTheIdOfItsCall() {
        begin();
        Item.FunctionCall call = call(LEAD, "c1", "paint", "{}");
        emit(new RunEvent.ToolProgress(LEAD, call, TextNode.valueOf("half")));
        returns(LEAD, call, "painted");
        emit(new RunEvent.ToolProgress(LEAD, call, TextNode.valueOf("too late")));
        AguiEvents stream = ended();

        JsonNode event = stream.only("CUSTOM");
        assertThat(event.path("name").asText()).isEqualTo("tool_progress");
        assertThat(event.path("value").toString()).isEqualTo("{\"toolCallId\":\"c1\",\"value\":\"half\"}");
        assertThat(event.has("subagentRunId")).isFalse();
        assertThat(stream.messages().toString()).doesNotContain("half");
    }

    @Test
    void rawEvents_whereConfigured_hideThePrompts() {
        encoder = encoder(true);
        begin();
        sends(
                LEAD,
                "{\"type\":\"response.created\",\"response\":{\"instructions\":\"Secret\",\"tools\":[],\"model\":\"m\"}}");
        AguiEvents stream = ended();

        assertThat(stream.only("RAW").at("/event/response").toString()).isEqualTo("{\"model\":\"m\"}");
    }

    @Test
    void end_preparedAgain_hasTheSameFrames() {
        begin();
        RunResult result = result(false, null, UsageTotals.NONE);
        int count = encoder.prepareEnd(result);

        assertThat(encoder.prepareEnd(result)).isEqualTo(count);
        assertThat(encoder.encode(new RunEvent.Ended(result.withStoreError("full"))))
                .hasSize(count);
    }

    private void begin() {
        emit(new RunEvent.Started("run", Map.of()));
        emit(new RunEvent.AgentUpdated(LEAD));
    }

    private AguiEvents ended() {
        return ended(false, null);
    }

    private AguiEvents ended(boolean cancelled, @Nullable AgencyException failure) {
        emit(new RunEvent.Ended(result(cancelled, failure, new UsageTotals(1, new TokenUsage(9, 0, 0, 2, 1L, 11), 0))));
        return new AguiEvents(events);
    }

    private static RunResult result(boolean cancelled, @Nullable AgencyException failure, UsageTotals usage) {
        return new RunResult("run", TextNode.valueOf(""), List.of(), usage, cancelled, failure, Map.of(), null, null);
    }

    private Item.FunctionCall call(AgentRun from, String callId, String name, String arguments) {
        ObjectNode json = Json.object().put("type", "function_call").put("call_id", callId);
        json.put("name", name).put("arguments", arguments);
        Item.FunctionCall call = new Item.FunctionCall(json, callId, name, arguments);
        emit(new RunEvent.ToolCalled(from, call, call.callId(), null));
        return call;
    }

    private void returns(AgentRun to, Item.FunctionCall call, String text) {
        ObjectNode json = Json.object()
                .put("type", "function_call_output")
                .put("call_id", call.callId())
                .put("output", text);
        JsonNode value = text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
        emit(new RunEvent.ToolReturned(to, call, new Item.FunctionCallOutput(json, call.callId()), value, null));
    }

    private void sends(AgentRun from, String... modelEvent) {
        for (String event : modelEvent) {
            emit(new RunEvent.ModelSent(from, read(event)));
        }
    }

    private void emit(RunEvent event) {
        encoder.encode(event).forEach(frame -> events.add(AguiInput.json(frame.text())));
    }

    private static ModelEvent read(String event) {
        return ModelEventReader.read(event.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String itemId, String delta) {
        return "{\"type\":\"response.output_text.delta\",\"item_id\":\"" + itemId + "\",\"delta\":\"" + delta + "\"}";
    }

    private static String textAt(int index, String itemId, String delta) {
        return text(itemId, delta).replace("{\"type\"", "{\"output_index\":" + index + ",\"type\"");
    }

    private static String added(String itemId, String callId) {
        return "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"function_call\",\"id\":\"" + itemId
                + "\",\"call_id\":\"" + callId + "\",\"name\":\"add\",\"arguments\":\"\"}}";
    }

    private static String arguments(String itemId, String delta) {
        return Json.object()
                .put("type", "response.function_call_arguments.delta")
                .put("item_id", itemId)
                .put("delta", delta)
                .toString();
    }

    private static String done(String item) {
        return "{\"type\":\"response.output_item.done\",\"item\":" + item + "}";
    }

    private static Item.Message message(String json) {
        return new Item.Message(AguiInput.json(json), "assistant");
    }

    private static Agent agent(String name) {
        return Agent.named(name).build();
    }

    private static AguiEncoder encoder(boolean rawEvents, ObjectNode... before) {
        List<ObjectNode> messages = new ArrayList<>(List.of(before));
        messages.add(AguiInput.user("u1", "Hi"));
        Agent lead = agent("Lead");
        RunRequest request = new RunRequest(
                UserMessage.of(List.of(Item.userMessage("Hi"))), lead, new Conversation(List.of()), RunOptions.NONE);
        return new AguiEncoder(
                new RunInput(
                        Agency.named("agency").entryPoints(lead).build(),
                        new RunInput.ClientIds("t1", "r1", null),
                        messages,
                        null,
                        null,
                        request),
                rawEvents);
    }
}
