package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a conversation of chats is made of. */
sealed interface Said {

    /** What the system says; never blank. */
    record BySystem(String text) implements Said {}

    /** What the user says; the parts may be none. */
    record ByUser(List<Part> parts) implements Said {

        /** All of it that is text. */
        String text(String separator) {
            return parts.stream()
                    .filter(Part.Text.class::isInstance)
                    .map(part -> ((Part.Text) part).text())
                    .collect(Collectors.joining(separator));
        }

        boolean isText() {
            return parts.stream().allMatch(Part.Text.class::isInstance);
        }
    }

    /** What the model said in one turn, in order. The outputs of its calls follow it at once. */
    record ByModel(List<Block> blocks) implements Said {

        String text() {
            return blocks.stream()
                    .filter(Block.Text.class::isInstance)
                    .map(block -> ((Block.Text) block).text())
                    .collect(Collectors.joining());
        }

        String reasoning() {
            return blocks.stream()
                    .filter(Block.Reasoning.class::isInstance)
                    .map(block -> ((Block.Reasoning) block).text())
                    .collect(Collectors.joining());
        }

        List<Block.Call> calls() {
            return blocks.stream()
                    .filter(Block.Call.class::isInstance)
                    .map(Block.Call.class::cast)
                    .toList();
        }
    }

    /** A part of what the user says. */
    sealed interface Part {

        record Text(String text) implements Part {}

        /**
         * A picture.
         *
         * @param url its address, or its bytes as a data URL
         * @param detail empty where the client said nothing of it
         */
        record Picture(String url, String detail) implements Part {}

        /**
         * A file that a tool gave back.
         *
         * @param url its address, or its bytes as a data URL
         * @param name may be empty
         */
        record File(String url, String name) implements Part {}
    }

    /** A part of what the model said. */
    sealed interface Block {

        record Text(String text) implements Block {}

        /**
         * Reasoning of this provider's models, with what it wants back.
         *
         * @param signature may be empty
         */
        record Reasoning(String text, String signature) implements Block {}

        /**
         * A call with what it gave; an output that is not there has no parts.
         *
         * @param id as the provider takes it
         * @param arguments JSON as the model wrote it, which need not be JSON at all
         * @param signature of the reasoning that led to a turn's first call, empty where there is none; null for
         *     further calls
         */
        record Call(
                String id,
                String name,
                String arguments,
                List<Part> output,
                @Nullable String signature) implements Block {

            /** The arguments as an object: models write what they like, and see it again here. */
            JsonNode object() {
                JsonNode value = Fields.parsed(arguments);
                if (value.isObject()) {
                    return value;
                }
                return arguments.isBlank() ? Json.object() : Json.object().put("arguments", arguments);
            }

            /** What of the output is text. */
            String text() {
                return output.stream()
                        .filter(Part.Text.class::isInstance)
                        .map(part -> ((Part.Text) part).text())
                        .collect(Collectors.joining());
            }

            /** The output's parts where no text may be blank and something has to stand. */
            List<Part> partsOrEmpty() {
                List<Part> parts = output.stream()
                        .filter(part -> !(part instanceof Part.Text(String text) && text.isBlank()))
                        .toList();
                return parts.isEmpty() ? List.of(new Part.Text(Contents.EMPTY)) : parts;
            }
        }
    }
}
