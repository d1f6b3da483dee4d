package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a conversation of chats is made of. */
sealed interface ChatMessage {

    /** What the system says; never blank. */
    record BySystem(String text) implements ChatMessage {}

    /** What the user says; the parts may be none. */
    record ByUser(List<Part> parts) implements ChatMessage {

        /** All of it that is text. */
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

    /** What the model said in one turn, in order. The outputs of its calls follow it at once. */
    record ByModel(List<Block> blocks) implements ChatMessage {

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

    /** A part of what the user says. */
    sealed interface Part {

        record TextPart(String text) implements Part {}

        /**
         * A picture.
         *
         * @param url its address, or its bytes as a data URL
         * @param detail empty where the client said nothing of it
         */
        record PicturePart(String url, String detail) implements Part {}

        /**
         * A file that a tool gave back.
         *
         * @param url its address, or its bytes as a data URL
         * @param name may be empty
         */
        record FilePart(String url, String name) implements Part {}
    }

    /** A part of what the model said. */
    sealed interface Block {

        record TextBlock(String text) implements Block {}

        /**
         * Reasoning of this provider's models, with what it wants back.
         *
         * @param signature may be empty
         */
        record ReasoningBlock(String text, String signature) implements Block {}

        /**
         * A call with what it gave; an output that is not there has no parts.
         *
         * @param id as the provider takes it
         * @param arguments JSON as the model wrote it, which need not be JSON at all
         * @param signature of the reasoning that led to a turn's first call, empty where there is none; null for
         *     further calls
         */
        record CallBlock(
                String id,
                String name,
                String arguments,
                List<Part> output,
                @Nullable String signature) implements Block {

            /** The arguments as an object: models write what they like, and see it again here. */
            JsonNode object() {
                JsonNode value = LenientFields.parsed(arguments);
                if (value.isObject()) {
                    return value;
                }
                return arguments.isBlank() ? Json.object() : Json.object().put("arguments", arguments);
            }

            /** What of the output is text. */
            String text() {
                return output.stream()
                        .filter(Part.TextPart.class::isInstance)
                        .map(part -> ((Part.TextPart) part).text())
                        .collect(Collectors.joining());
            }

            /** The output's parts where no text may be blank and something has to stand. */
            List<Part> partsOrEmpty() {
                List<Part> parts = output.stream()
                        .filter(part -> !(part instanceof Part.TextPart(String text) && text.isBlank()))
                        .toList();
                return parts.isEmpty() ? List.of(new Part.TextPart(Contents.EMPTY)) : parts;
            }
        }
    }
}
