package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Secrets;
import io.agencyswarm.item.Json;
import org.jspecify.annotations.Nullable;

/** How a call of a tool ended, where the run goes on. */
public sealed interface ToolResult {

    /** The value as clients get it, with its JSON type. */
    JsonNode value();

    /** The text that the model gets. */
    default String text() {
        JsonNode value = value();
        return value.isTextual() ? value.textValue() : Json.text(value);
    }

    /** The tool's value. */
    record Value(JsonNode value) implements ToolResult {

        /**
         * What a tool returned. Waits for a {@code CompletionStage}, a {@code Future} or a {@code Uni}; an interrupt
         * cancels it.
         *
         * @throws IllegalArgumentException if it can't be written as JSON, with half a sentence that says so
         * @throws Exception what it failed with
         */
        public static Value of(@Nullable Object returned) throws Exception {
            Object value = Awaited.value(returned);
            return new Value(value instanceof JsonNode json ? json : tree(value));
        }

        private static JsonNode tree(@Nullable Object value) {
            try {
                return Json.tree(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("what it returned can't be written as JSON", e);
            }
        }
    }

    /** What the model is told instead of a value. */
    record Failure(JsonNode value) implements ToolResult {

        /** What the model is told of arguments that do not fit, so that it can mend them. */
        public static Failure of(InvalidRequestException misfit) {
            return of("The arguments do not fit: " + misfit.getMessage() + ". Correct them and try again.");
        }

        /** A sentence for the model, from which secrets are taken out. */
        public static Failure of(String sentence) {
            return new Failure(TextNode.valueOf(Secrets.redact(sentence)));
        }
    }
}
