package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A message of a chat conversation. */
sealed interface PromptMessage {

    /** A system message; never blank. */
    record SystemMessage(String text) implements PromptMessage {}

    /** A user message; may have no parts. */
    record UserMessage(List<Part> parts) implements PromptMessage {

        /** The joined texts of the message. */
        String text(String separator) {
            return parts.stream()
                    .filter(Part.TextPart.class::isInstance)
                    .map(part -> ((Part.TextPart) part).text())
                    .collect(Collectors.joining(separator));
        }

        boolean isText() {
            return parts.stream().allMatch(Part.TextPart.class::isInstance);
        }
    }

    /** The blocks of one turn of the model, in order. Each call holds its output. */
    record AssistantMessage(List<Block> blocks) implements PromptMessage {

        String text() {
            return blocks.stream()
                    .filter(Block.TextBlock.class::isInstance)
                    .map(block -> ((Block.TextBlock) block).text())
                    .collect(Collectors.joining());
        }

        String reasoning() {
            return blocks.stream()
                    .filter(Block.ReasoningBlock.class::isInstance)
                    .map(block -> ((Block.ReasoningBlock) block).text())
                    .collect(Collectors.joining());
        }

        List<Block.CallBlock> calls() {
            return blocks.stream()
                    .filter(Block.CallBlock.class::isInstance)
                    .map(Block.CallBlock.class::cast)
                    .toList();
        }
    }

    /** A part of a user message or of a tool's output. */
    sealed interface Part {

        record TextPart(String text) implements Part {}

        /**
         * An image.
         *
         * @param url its address, or a data URL with its bytes
         * @param detail empty if the client did not set it
         */
        record ImagePart(String url, String detail) implements Part {}

        /**
         * A file that a tool returned.
         *
         * @param url its address, or a data URL with its bytes
         * @param name may be empty
         */
        record FilePart(String url, String name) implements Part {}
    }

    /** A part of a turn of the model. */
    sealed interface Block {

        record TextBlock(String text) implements Block {}

        /**
         * Reasoning of this provider's models, with the signature that the provider expects back.
         *
         * @param signature may be empty
         */
        record ReasoningBlock(String text, String signature) implements Block {}

        /**
         * A call with its output. A missing output has no parts.
         *
         * @param id in a form that the provider accepts
         * @param arguments as the model wrote them; may not be valid JSON
         * @param signature the signature of the reasoning before the turn's first call, empty if there is none; null
         *     for further calls
         */
        record CallBlock(
                String id,
                String name,
                String arguments,
                List<Part> output,
                @Nullable String signature) implements Block {

            /**
             * Returns the arguments as an object. Arguments that are not an object are wrapped in one, so that the
             * model sees them again.
             */
            JsonNode object() {
                JsonNode value = LenientFields.parse(arguments);
                if (value.isObject()) {
                    return value;
                }
                return arguments.isBlank() ? Json.object() : Json.object().put("arguments", arguments);
            }

            /** The joined texts of the output. */
            String text() {
                return output.stream()
                        .filter(Part.TextPart.class::isInstance)
                        .map(part -> ((Part.TextPart) part).text())
                        .collect(Collectors.joining());
            }

            /** The output's parts without blank texts; a placeholder if none are left. */
            List<Part> partsOrEmpty() {
                List<Part> parts = output.stream()
                        .filter(part -> !(part instanceof Part.TextPart(String text) && text.isBlank()))
                        .toList();
                return parts.isEmpty() ? List.of(new Part.TextPart(ContentParts.EMPTY)) : parts;
            }
        }
    }
}
