package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.testing.Steps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input of clients and models in the worst form for each reader: twice the size takes twice the work. */
@Execution(ExecutionMode.CONCURRENT)
class LinearInputTest {

    private static final int SIZE = 2_000;

    @ParameterizedTest
    @ValueSource(
            classes = {StrangeResults.class, ManyCalls.class, RepeatedIds.class, CallsOfATurn.class, Delegations.class})
    void work_onInputOfTwiceTheSize_isTwiceAsMuch(Class<? extends IntConsumer> work) {
        long once = Steps.of(work, SIZE);
        long twice = Steps.of(work, 2 * SIZE);

        assertThat(once).as("steps").isGreaterThan(SIZE);
        assertThat((double) twice / once).as("growth").isLessThan(2.5);
    }

    /** Results of unknown calls, after many messages with other calls. */
    static final class StrangeResults implements IntConsumer {

        @Override
        public void accept(int size) {
            ObjectNode body = Json.object();
            for (int i = 0; i < size; i++) {
                ObjectNode message = body.withArray("messages").addObject();
                message.put("id", "a" + i).put("role", "assistant");
                ObjectNode call = message.putArray("toolCalls").addObject();
                call.put("id", "c" + i).put("type", "function");
                call.putObject("function").put("name", "add").put("arguments", "{}");
            }
            for (int i = 0; i < size; i++) {
                ObjectNode message = body.withArray("messages").addObject();
                message.put("id", "r" + i).put("role", "tool").put("toolCallId", "x" + i);
                message.put("content", "");
            }
            FieldReader input = new FieldReader(body).inEitherCase();
            InputConversation conversation = InputConversation.read(input);
            conversation.asker();
            conversation.checkResults(conversation.history(Conversation.EMPTY, "Agent"), "Agent", input);
        }
    }

    /** Calls of a model in one turn, each in a separate message, half of them with a result. */
    static final class ManyCalls implements IntConsumer {

        @Override
        public void accept(int size) {
            ThreadMessages thread = new ThreadMessages(List.of());
            Speaker speaker = new Speaker("Agent", null);
            List<StreamedCall> calls = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Item.FunctionCall started = new Item.FunctionCall(Json.object(), "c" + i, "add", "{}");
                StreamedCall call = StreamedCall.start(new FrameCollector(), started, "c" + i, "m" + i, speaker);
                thread.addCall(call, "add", "{}", speaker);
                calls.add(call);
            }
            for (int i = 0; i < size; i += 2) {
                thread.addResult("r" + i, calls.get(i), TextNode.valueOf("1"), speaker);
            }
            thread.toJson(thread.pending());
        }
    }

    /** One id for everything, with its numbered successors already in use. */
    static final class RepeatedIds implements IntConsumer {

        @Override
        public void accept(int size) {
            UniqueIds ids = new UniqueIds();
            for (int i = 0; i < size; i++) {
                ids.reserve("x-" + i);
            }
            for (int i = 0; i < size; i++) {
                ids.claim("x", "msg");
            }
        }
    }

    /** Interleaved calls with one id and one name. */
    static final class CallsOfATurn implements IntConsumer {

        private static final AgentRun AGENT = AgentRun.root(Agent.named("Agent").build());

        @Override
        public void accept(int size) {
            RunOutput out = RunOutput.after(List.of());
            ActiveAgents runs = new ActiveAgents(out);
            runs.getOrAdd(AGENT).begin();
            for (int i = 0; i < size; i++) {
                sends(runs, """
                        {"type":"response.output_item.added","item":{"type":"function_call","id":"fc_%d","call_id":"c",\
                        "name":"add"}}""".formatted(i));
            }
            for (int i = size; i > 0; i--) {
                sends(runs, """
                        {"type":"response.function_call_arguments.delta","item_id":"fc_%d","delta":"{}"}""".formatted(i - 1));
            }
            List<Item.FunctionCall> calls = calls(size);
            for (Item.FunctionCall call : calls.reversed()) {
                runs.getOrAdd(AGENT).onToolCall(call, "c");
            }
            for (Item.FunctionCall call : calls) {
                runs.handleResult(AGENT, call, Item.output(call, "2"), TextNode.valueOf("2"));
            }
        }

        private static void sends(ActiveAgents runs, String event) {
            runs.getOrAdd(AGENT).stream().onModelEvent(ModelEventReader.read(event.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Agents that are asked concurrently, and answer in the order in which they were asked. */
    static final class Delegations implements IntConsumer {

        @Override
        public void accept(int size) {
            AgentRun lead = AgentRun.root(Agent.named("Agent").build());
            ActiveAgents runs = new ActiveAgents(RunOutput.after(List.of()));
            runs.getOrAdd(lead).begin();
            List<Item.FunctionCall> calls = calls(size);
            for (Item.FunctionCall call : calls) {
                runs.getOrAdd(lead).onToolCall(call, call.callId());
            }
            for (Item.FunctionCall call : calls) {
                runs.getOrAdd(lead.delegateTo(Agent.named("Expert").build(), call))
                        .begin();
            }
            for (Item.FunctionCall call : calls) {
                runs.handleResult(lead, call, Item.output(call, "2"), TextNode.valueOf("2"));
            }
            runs.endAll("over");
        }
    }

    private static List<Item.FunctionCall> calls(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Item.FunctionCall(Json.object().put("id", "fc_" + i), "c" + i, "add", "{}"))
                .toList();
    }
}
