package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Secrets;
import org.jspecify.annotations.Nullable;

/** How a call of a tool ended, where the run goes on. */
public sealed interface ToolResult {

    /** The value as clients get it, with its JSON type. */
    JsonNode value();

    /** What the model gets: a text, or a list of the Responses API's parts. */
    JsonNode output();

    /** The tool's value. */
    record Value(JsonNode value, JsonNode output) implements ToolResult {

        /** A value; its texts, pictures and files go to the model as such, as {@link ToolOutput} says. */
        public Value(JsonNode value) {
            this(value, OutputConverter.output(value));
        }

        /**
         * What a tool returned. Waits for a {@code CompletionStage}, a {@code Future} or a {@code Uni}; an interrupt
         * cancels it.
         *
         * @param mediaBytes how many bytes a picture or file in it may have; in a list, a sentence takes the place of a
         *     larger one
         * @throws IllegalArgumentException if it can't be written as JSON, or has a picture or file that no model can be
         *     given, with half a sentence that says so
         * @throws Exception what it failed with
         */
        public static Value of(@Nullable Object returned, long mediaBytes) throws Exception {
            return new Value(OutputConverter.limited(OutputConverter.value(AsyncResults.value(returned)), mediaBytes));
        }
    }

    /** What the model is told instead of a value. */
    record Failure(JsonNode value) implements ToolResult {

        /** What the model is told of arguments that do not fit, so that it can mend them. */
        public static Failure of(InvalidRequestException invalid) {
            return of("The arguments do not fit: " + invalid.getMessage() + ". Correct them and try again.");
        }

        /** A sentence for the model, from which secrets are taken out. */
        public static Failure of(String sentence) {
            return new Failure(TextNode.valueOf(Secrets.redact(sentence)));
        }

        @Override
        public JsonNode output() {
            return value;
        }
    }
}
