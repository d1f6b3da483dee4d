package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.text.Secrets;
import org.jspecify.annotations.Nullable;

/** The result of a tool call after which the run continues. */
public sealed interface ToolResult {

    /** The value as clients get it, with its JSON type. */
    JsonNode value();

    /** The output that the model gets: a text, or a list of the Responses API's parts. */
    JsonNode output();

    /** The tool's value. */
    record Value(JsonNode value, JsonNode output) implements ToolResult {

        /** Creates a result. Its texts, images and files are sent to the model as described in {@link ToolOutput}. */
        public Value(JsonNode value) {
            this(value, OutputConverter.output(value));
        }

        /**
         * Creates a result from the value that a tool returned. Waits for a {@code CompletionStage}, a {@code Future}
         * or a {@code Uni}; an interrupt cancels it.
         *
         * @param mediaBytes the maximum size of an image or file, in bytes; in a list, a larger one is replaced by a
         *     sentence
         * @throws IllegalArgumentException if it can't be written as JSON, or has an image or file that can't be sent
         *     to models; the message fits the end of a sentence
         * @throws Exception the failure of the asynchronous work
         */
        public static Value of(@Nullable Object returned, long mediaBytes) throws Exception {
            return new Value(OutputConverter.limit(OutputConverter.value(AsyncResults.value(returned)), mediaBytes));
        }
    }

    /** A failure, which is sent to the model instead of a value. */
    record Failure(JsonNode value) implements ToolResult {

        /** Creates the failure for arguments that are not valid, with a message that lets the model correct them. */
        public static Failure of(InvalidRequestException invalid) {
            return of("The arguments do not fit: " + invalid.getMessage() + ". Correct them and try again.");
        }

        /** Creates a failure with a message for the model. Secrets in it are redacted. */
        public static Failure of(String sentence) {
            return new Failure(TextNode.valueOf(Secrets.redact(sentence)));
        }

        @Override
        public JsonNode output() {
            return value;
        }
    }
}
