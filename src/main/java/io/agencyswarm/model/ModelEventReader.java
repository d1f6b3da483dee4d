package io.agencyswarm.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of the Responses API. Most events are only skimmed: reading a delta takes a microsecond and builds
 * no JSON tree.
 */
public final class ModelEventReader {

    /** The reason for a cut answer whose server names none. */
    public static final String UNNAMED_LIMIT = "a limit that it did not name";

    private ModelEventReader() {}

    /**
     * Reads one event.
     *
     * @param sent UTF-8; used in the event, copied only if it holds line breaks
     * @throws ModelException if it is not a JSON object with a type
     */
    public static ModelEvent read(byte[] sent) {
        byte[] json = inOneLine(sent);
        try {
            Skim skim = new Skim();
            skim.read(json);
            if (skim.type().isEmpty()) {
                throw new IOException("no type");
            }
            return isOnlyPassedOn(skim.type()) ? skim.progress(json) : of(json, (ObjectNode) Json.read(json));
        } catch (IOException e) {
            throw new ModelException(ErrorCode.MODEL_FAILED, "the model's server sent an event that is not JSON", e);
        }
    }

    /** Whether the run needs no more of events of this type than a {@link Skim} reads. */
    public static boolean isOnlyPassedOn(String type) {
        return switch (type) {
            case "response.output_item.done", "response.completed", "response.incomplete", "response.failed", "error" ->
                false;
            default -> true;
        };
    }

    /**
     * Reads one event whose JSON tree exists already. A call without an id gets one, and arguments that are not text
     * become text, in the event too.
     *
     * @param json the event without line breaks
     * @param event the same event as a tree; it must not be changed afterwards
     */
    public static ModelEvent of(byte[] json, ObjectNode event) {
        return WholeEvents.of(json, event);
    }

    /** Reads an event of any type that reports a failure. */
    public static ModelEvent.Failed failed(byte[] json, ObjectNode event) {
        return WholeEvents.failed(json, event);
    }

    /**
     * Replaces line breaks, which JSON allows only between tokens, with spaces. Returns the same array if there are
     * none.
     */
    public static byte[] inOneLine(byte[] json) {
        byte @Nullable [] line = null;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                line = line == null ? json.clone() : line;
                line[i] = ' ';
            }
        }
        return line == null ? json : line;
    }

    /**
     * Reads the few fields that are needed of every event, without building a tree. Reusable: each {@link #read}
     * discards the previous event. Not thread-safe.
     */
    public static final class Skim {

        /** Largest buffer that is reused for the next event, in characters. */
        private static final int MAX_KEPT = 4_096;

        private String type = "";
        private @Nullable String itemId;
        private @Nullable String callId;

        /** The texts of the previous event, which most events repeat. */
        private String typeBefore = "";

        private @Nullable String itemIdBefore;

        private int outputIndex;
        private int contentIndex;
        private boolean errs;
        private StringBuilder said = new StringBuilder();

        /**
         * Reads the next event.
         *
         * @throws IOException if it is not a complete JSON object in UTF-8
         */
        public void read(byte[] json) throws IOException {
            clear();
            try (JsonParser parser = Json.mapper().createParser(json)) {
                if (!isUtf8(json) || parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("not a JSON object");
                }
                for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                    field(field, parser, parser.nextToken());
                }
                // Truncated JSON has to be detected here: only complete events may be passed on.
                if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                    throw new IOException("the event is not complete");
                }
            }
        }

        /** The event's type; empty if it has none. */
        public String type() {
            return type;
        }

        /** The id of the item that the event belongs to; null if the event has none. */
        public @Nullable String itemId() {
            return itemId;
        }

        /** The index of that item in the output; -1 if the event has none. */
        public int outputIndex() {
            return outputIndex;
        }

        /** The index of the text in its item; 0 if the event has none. */
        public int contentIndex() {
            return contentIndex;
        }

        /** The event's text or arguments, complete or a piece of them. Overwritten by the next {@link #read}. */
        public CharSequence text() {
            return said;
        }

        /** Whether the event has a field that only failures have. */
        public boolean isError() {
            return errs;
        }

        /** Returns the event as one that the run only passes on. */
        public ModelEvent progress(byte[] json) {
            return new ModelEvent.Progress(type, json, itemId, callId, outputIndex);
        }

        private void clear() {
            typeBefore = type;
            type = "";
            itemIdBefore = itemId == null ? itemIdBefore : itemId;
            itemId = null;
            callId = null;
            outputIndex = -1;
            contentIndex = 0;
            errs = false;
            if (said.capacity() > MAX_KEPT) {
                said = new StringBuilder();
            }
            said.setLength(0);
        }

        private void field(String field, JsonParser parser, JsonToken value) throws IOException {
            switch (field) {
                case "type" -> type = Objects.requireNonNullElse(textOrNull(parser, value, typeBefore), "");
                case "item_id" -> itemId = textOrNull(parser, value, itemIdBefore);
                case "item" -> item(parser, value);
                case "output_index" -> outputIndex = number(parser, value, -1);
                case "content_index" -> contentIndex = number(parser, value, 0);
                case "arguments" -> arguments(parser, value);
                case "delta", "text", "refusal" -> readText(parser, value);
                case "object" -> errs |= "error".equals(textOrNull(parser, value, null));
                case "error" -> {
                    errs |= value != JsonToken.VALUE_NULL;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }

        /** Reads arguments that are text, or an object, which some servers send. */
        private void arguments(JsonParser parser, JsonToken value) throws IOException {
            if (value.isStructStart()) {
                StringWriter json = new StringWriter();
                try (JsonGenerator copy = Json.mapper().createGenerator(json)) {
                    copy.copyCurrentStructure(parser);
                }
                said.append(json.getBuffer());
            } else {
                readText(parser, value);
            }
        }

        private void readText(JsonParser parser, JsonToken value) throws IOException {
            if (value == JsonToken.VALUE_STRING) {
                said.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            } else {
                parser.skipChildren();
            }
        }

        private void item(JsonParser parser, JsonToken value) throws IOException {
            if (value != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            boolean hosted = false;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken inner = parser.nextToken();
                switch (field) {
                    case "id" -> itemId = textOrNull(parser, inner, null);
                    case "call_id" -> callId = textOrNull(parser, inner, null);
                    case "type" -> {
                        String itemType = textOrNull(parser, inner, null);
                        hosted = itemType != null && Item.HostedCall.TYPES.contains(itemType);
                    }
                    default -> parser.skipChildren();
                }
            }
            callId = hosted ? itemId : callId;
        }

        /** Jackson also accepts UTF-16, UTF-32 and a byte order mark, but clients can't read them. */
        private static boolean isUtf8(byte[] json) {
            int begin = 0;
            while (begin < json.length && (json[begin] == ' ' || json[begin] == '\t')) {
                begin++;
            }
            return begin + 1 < json.length && json[begin] == '{' && json[begin + 1] != 0;
        }

        private static int number(JsonParser parser, JsonToken value, int otherwise) throws IOException {
            if (value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) {
                return parser.getIntValue();
            }
            parser.skipChildren();
            return otherwise;
        }

        /** Reads a text. Returns {@code before} if it is equal, so that a stream creates few strings. */
        private static @Nullable String textOrNull(JsonParser parser, JsonToken value, @Nullable String before)
                throws IOException {
            if (value != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                return null;
            }
            if (before == null) {
                return parser.getText();
            }
            char[] text = parser.getTextCharacters();
            int from = parser.getTextOffset();
            if (parser.getTextLength() != before.length()) {
                return parser.getText();
            }
            for (int i = 0; i < before.length(); i++) {
                if (text[from + i] != before.charAt(i)) {
                    return parser.getText();
                }
            }
            return before;
        }
    }
}
