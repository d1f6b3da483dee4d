package io.agencyswarm.service.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.intercept.Decision;
import io.agencyswarm.intercept.RunInterceptor;
import io.agencyswarm.item.Item;
import io.agencyswarm.service.Gates;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Interceptors that do what the user context says under {@code before_model} and so on. By default they do nothing. */
final class Intercepting {

    private static final String WORD = "A sentence.";

    private Intercepting() {}

    private static String wish(RunInterceptor.StepContext context, String when) {
        return String.valueOf(context.userContext().get(when));
    }

    private static <T> Decision<T> decide(String wish, T value, T other) {
        return switch (wish) {
            case "change" -> Decision.proceed(other);
            case "refuse" -> Decision.refuse(WORD);
            case "stop" -> Decision.stop(WORD);
            case "throw" -> throw new IllegalStateException("It broke.");
            case "nothing" -> null;
            default -> Decision.proceed(value);
        };
    }

    /** Called first. */
    @Singleton
    @Priority(20)
    @IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
    static class Acting implements RunInterceptor {

        private final Gates gates;

        @Inject
        Acting(Gates gates) {
            this.gates = gates;
        }

        @Override
        public Decision<ModelInput> beforeModel(StepContext context, ModelInput input) throws InterruptedException {
            hold(context, "hold_model");
            return decide(
                    wish(context, "before_model"),
                    input,
                    new ModelInput(input.instructions() + " Be kind.", List.of(Item.userMessage("text Other"))));
        }

        @Override
        public Decision<ObjectNode> beforeTool(StepContext context, ToolUse use, ObjectNode arguments)
                throws InterruptedException {
            hold(context, "hold_tool");
            return decide(
                    wish(context, "before_tool"),
                    arguments,
                    arguments.deepCopy().put("a", 40));
        }

        @Override
        public Decision<JsonNode> afterTool(StepContext context, ToolUse use, JsonNode value) {
            return decide(wish(context, "after_tool"), value, TextNode.valueOf(use.tool() + " said " + value));
        }

        private void hold(StepContext context, String when) throws InterruptedException {
            if (context.userContext().containsKey(when)) {
                gates.hold(wish(context, when));
            }
        }
    }

    /** Called second. */
    @Singleton
    @Priority(10)
    @IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
    static class Later implements RunInterceptor {

        @Override
        public Decision<JsonNode> afterTool(StepContext context, ToolUse use, JsonNode value) {
            return wish(context, "after_tool").equals("change")
                    ? Decision.proceed(TextNode.valueOf(value.asText() + ", and later"))
                    : Decision.proceed(value);
        }
    }
}
