package io.agencyswarm.agui;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A model that writes two interleaved calls with one id, and then returns the output of each. */
@Singleton
@IfBuildProperty(name = "agui-tests.agencies", stringValue = "true")
class DuplicateIdsModel implements ModelClient {

    private static final String COMPLETED = "{\"type\":\"response.completed\",\"response\":{}}";

    @Produces
    @Singleton
    @Identifier("twins")
    @IfBuildProperty(name = "agui-tests.agencies", stringValue = "true")
    Agency duplicates() {
        Agent parent = Agent.named("Parent").model("twins/any").tools(this).build();
        return Agency.named("twins").entryPoints(parent).build();
    }

    @Tool("Says a word.")
    String say(String word) {
        return "said " + word;
    }

    @Override
    public String prefix() {
        return "twins/";
    }

    @Override
    public ModelStream open(ModelRequest request) {
        List<String> outputs = request.input().stream()
                .filter(Item.FunctionCallOutput.class::isInstance)
                .map(item -> item.json().path("call_id").asText() + " "
                        + item.json().path("output").asText())
                .toList();
        return new Answer(new ArrayDeque<>(outputs.isEmpty() ? calls() : message(String.join(", ", outputs))));
    }

    private static List<String> calls() {
        return List.of(
                added("fc_1"),
                added("fc_2"),
                delta("fc_2", "{\\\"word\\\":"),
                delta("fc_1", "{\\\"word\\\":\\\"one\\\"}"),
                delta("fc_2", "\\\"two\\\"}"),
                done("fc_2", "two"),
                done("fc_1", "one"),
                COMPLETED);
    }

    private static List<String> message(String text) {
        return List.of(
                "{\"type\":\"response.output_item.done\",\"item\":{\"type\":\"message\",\"id\":\"m\",\"role\":\"assistant\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\"}]}}",
                COMPLETED);
    }

    private static String added(String item) {
        return "{\"type\":\"response.output_item.added\",\"item\":" + call(item, "") + "}";
    }

    private static String delta(String item, String delta) {
        return "{\"type\":\"response.function_call_arguments.delta\",\"item_id\":\"" + item + "\",\"delta\":\"" + delta
                + "\"}";
    }

    private static String done(String item, String word) {
        return "{\"type\":\"response.output_item.done\",\"item\":" + call(item, "{\\\"word\\\":\\\"" + word + "\\\"}")
                + "}";
    }

    private static String call(String item, String arguments) {
        return "{\"type\":\"function_call\",\"id\":\"" + item
                + "\",\"call_id\":\"call_1\",\"name\":\"say\",\"arguments\":\"" + arguments + "\"}";
    }

    private record Answer(Queue<String> events) implements ModelStream {

        @Override
        public @Nullable ModelEvent next() {
            String json = events.poll();
            return json == null ? null : ModelEventReader.read(json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            events.clear();
        }
    }
}
