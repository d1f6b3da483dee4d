package io.agencyswarm.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.offline.Script;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.request.JsonBody;
import io.agencyswarm.testing.Steps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and histories in the worst form for each reader: twice the size takes twice the work. */
@Execution(ExecutionMode.CONCURRENT)
class LinearItemsTest {

    private static final int SIZE = 2_000;

    @ParameterizedTest
    @ValueSource(classes = {ShortTexts.class, WrongFields.class, OpenCalls.class, Reasonings.class, ManySteps.class})
    void work_onInputOfTwiceTheSize_isTwiceAsMuch(Class<? extends IntConsumer> work) {
        long once = Steps.of(work, SIZE);
        long twice = Steps.of(work, 2 * SIZE);

        assertThat(once).as("steps").isGreaterThan(SIZE);
        assertThat((double) twice / once).as("growth").isLessThan(2.5);
    }

    /** A body with only short texts. */
    static final class ShortTexts implements IntConsumer {

        @Override
        public void accept(int size) {
            String body = "{\"file_ids\":[" + "\"\",".repeat(size) + "\"\"]}";
            ObjectNode json = JsonBody.read(body.getBytes(StandardCharsets.UTF_8), null);
            new FieldReader(json).texts("file_ids");
        }
    }

    /** A body in which every element and every field is invalid. */
    static final class WrongFields implements IntConsumer {

        @Override
        public void accept(int size) {
            ObjectNode body = Json.object();
            for (int i = 0; i < size; i++) {
                body.withArray("chat_history").add(i);
                body.withObjectProperty("file_urls").put("f" + i, i);
            }
            FieldReader fields = new FieldReader(body);
            fields.objects("chat_history");
            fields.textsByName("file_urls");
        }
    }

    /** Calls without outputs, then outputs without calls. */
    static final class OpenCalls implements IntConsumer {

        @Override
        public void accept(int size) {
            wellFormed(size, i -> Items.json("{'type':'function_call','call_id':'c" + i + "','name':'n'}"));
            wellFormed(size, i -> Items.json("{'type':'function_call_output','call_id':'o" + i + "'}"));
        }
    }

    /** Many reasoning items without a result. */
    static final class Reasonings implements IntConsumer {

        @Override
        public void accept(int size) {
            wellFormed(size, i -> Items.json("{'type':'reasoning','id':'rs_" + i + "'}"));
        }
    }

    /** A message with a script of many steps, cut off within braces. */
    static final class ManySteps implements IntConsumer {

        @Override
        public void accept(int size) {
            Script script = Script.of("call a {\"b\":\"}\"} & x ;; ".repeat(size) + "{".repeat(size));
            script.step(size - 1);
        }
    }

    private static void wellFormed(int size, Function<Integer, ObjectNode> item) {
        List<ObjectNode> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item.apply(i));
        }
        Conversation conversation = Conversation.of(items);
        Conversation.wellFormed(conversation.items(), ThreadItem::item);
    }
}
