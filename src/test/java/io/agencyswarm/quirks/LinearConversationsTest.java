package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.testing.Steps;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations in the worst form for some writer: twice the size takes twice the work and twice the memory. */
@Execution(ExecutionMode.CONCURRENT)
class LinearConversationsTest {

    /** So many that a quadratic part would exceed all linear ones. */
    private static final int SIZE = 3_000;

    private static final double MAX_GROWTH = 2.3;

    @ParameterizedTest
    @ValueSource(classes = {Messages.class, Calls.class})
    void work_onConversationOfTwiceTheSize_isTwiceAsMuch(Class<? extends IntConsumer> work) throws Exception {
        long once = Steps.of(work, SIZE);
        long twice = Steps.of(work, 2 * SIZE);

        assertThat(once).as("steps").isGreaterThan(SIZE);
        assertThat((double) twice / once).as("growth of the steps").isLessThan(MAX_GROWTH);

        IntConsumer plain = work.getDeclaredConstructor().newInstance();
        long less = allocated(() -> plain.accept(SIZE));
        long more = allocated(() -> plain.accept(2 * SIZE));
        assertThat((double) more / less).as("growth of the memory").isLessThan(MAX_GROWTH);
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Many messages of one role: the user, the model, the model after signed reasoning, the framework. */
    static final class Messages implements IntConsumer {

        @Override
        public void accept(int size) {
            write(size, _ -> Stream.of(message("user", "x")));
            write(size, _ -> Stream.of(message("assistant", "x")));
            write(size, i -> Stream.of(message(i % 2 == 0 ? "user" : "system", "x")));
            for (Scene.Source source : Scene.Source.values()) {
                write(size / Scene.Source.values().length, i -> {
                    ObjectNode thought = item("reasoning", "id", source.reasoningId() + i);
                    thought.putArray("summary").addObject().put("text", "hm");
                    return Stream.of(thought.put("encrypted_content", source.signature()), message("assistant", "x"));
                });
            }
        }
    }

    /** Calls of one turn, also with one id; one id in each turn, and ids that no provider accepts. */
    static final class Calls implements IntConsumer {

        @Override
        public void accept(int size) {
            write(size, i -> Stream.of(call("c" + i)), i -> Stream.of(output("c" + i)));
            write(size, _ -> Stream.of(call("c")), _ -> Stream.of(output("c")));
            write(size, _ -> Stream.of(call("functions.add:0"), output("functions.add:0")));
            String id = "|" + "x".repeat(90);
            write(size, i -> Stream.of(call(id + i), output(id + i)));
        }
    }

    @SafeVarargs
    private static void write(int size, IntFunction<Stream<ObjectNode>>... rounds) {
        List<ObjectNode> history = new ArrayList<>();
        for (IntFunction<Stream<ObjectNode>> round : rounds) {
            IntStream.range(0, size).mapToObj(round).forEach(items -> items.forEach(history::add));
        }
        history.add(message("user", "Go on."));
        List<Item> items = Conversation.wellFormed(Conversation.of(history).between("Ann", null), Function.identity());
        for (Format format : Format.values()) {
            JsonNode body = format.body(new ModelRequest(
                    "Ann", "", "", items, ModelTools.NONE, ModelSettings.DEFAULTS, null, ClientConfig.NONE));
            if (body.isEmpty()) {
                throw new AssertionError("nothing was written");
            }
        }
    }

    private static ObjectNode message(String role, String text) {
        return item("message", "role", role).put("content", text);
    }

    private static ObjectNode call(String id) {
        return item("function_call", "call_id", id).put("name", "add").put("arguments", "{}");
    }

    private static ObjectNode output(String id) {
        return item("function_call_output", "call_id", id).put("output", "1");
    }

    private static ObjectNode item(String type, String key, String value) {
        return JsonText.object().put("type", type).put(key, value).put("agent", "Ann");
    }
}
