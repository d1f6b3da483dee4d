package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import io.agencyswarm.request.Fields;
import io.agencyswarm.testing.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and models send of the worst shape for each reader: twice as much of it takes twice the work. */
class LinearInputTest {

    private static final int SIZE = 2_000;

    @ParameterizedTest
    @ValueSource(classes = {StrangeResults.class, ManyCalls.class, RepeatedIds.class})
    void work_onInputOfTwiceTheSize_isTwiceAsMuch(Class<? extends IntConsumer> work) {
        long once = Steps.of(work, SIZE);
        long twice = Steps.of(work, 2 * SIZE);

        assertThat(once).as("steps").isGreaterThan(SIZE);
        assertThat((double) twice / once).as("growth").isLessThan(2.5);
    }

    /** Results of calls that no message holds, after many messages with other calls. */
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
            InputObject input = new InputObject(body, new Fields(body));
            InputConversation conversation = InputConversation.read(input);
            conversation.asker();
            conversation.checkResults(conversation.history(Conversation.EMPTY, "Agent"), "Agent", input);
        }
    }

    /** Calls of a model in one turn, each in a message of its own, half of them with a result. */
    static final class ManyCalls implements IntConsumer {

        @Override
        public void accept(int size) {
            ThreadMessages thread = new ThreadMessages(List.of());
            List<GrowingCall> calls = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Item.FunctionCall begun = new Item.FunctionCall(Json.object(), "c" + i, "add", "{}");
                GrowingCall call = new GrowingCall(new Frames(), begun, "c" + i, "m" + i, null);
                thread.called(call, "add", "{}", "Agent", null);
                calls.add(call);
            }
            for (int i = 0; i < size; i += 2) {
                thread.returned("r" + i, calls.get(i), "1", null);
            }
            thread.toJson(thread.pending());
        }
    }

    /** One id for everything, and what would be its numbered successors taken beforehand. */
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
}
