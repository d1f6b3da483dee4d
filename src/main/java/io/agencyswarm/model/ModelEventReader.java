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

/** Reads the events of the Responses API. Most are only skimmed: a delta costs a microsecond, not a tree. */
public final class ModelEventReader {

    /** What cut an answer whose server does not say it. */
    public static final String UNNAMED_LIMIT = "a limit that it did not name";

    private ModelEventReader() {}

    /**
     * Reads one event.
     *
     * @param sent UTF-8; kept, and copied only where it holds line breaks
     * @throws ModelException if it is no JSON object with a type
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

    /** Whether the run asks no more of an event of this type than what a {@link Skim} finds. */
    public static boolean isOnlyPassedOn(String type) {
        return switch (type) {
            case "response.output_item.done", "response.completed", "response.incomplete", "response.failed", "error" ->
                false;
            default -> true;
        };
    }

    /**
     * Reads one event whose tree is known. A call that lacks its id or has other arguments than text gets them, in the
     * event too.
     *
     * @param json the event without line breaks
     * @param event the same as a tree, which is changed no more
     */
    public static ModelEvent of(byte[] json, ObjectNode event) {
        return WholeEvents.of(json, event);
    }

    /** An event that tells of a failure, whatever its type. */
    public static ModelEvent.Failed failed(byte[] json, ObjectNode event) {
        return WholeEvents.failed(json, event);
    }

    /** The same bytes, or a copy where line breaks stand between the tokens; nowhere else does JSON allow them. */
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
     * Finds the few fields that every event is asked for, without a tree. For one event after the other, each read
     * forgets the one before; for one thread.
     */
    public static final class Skim {

        /** The largest buffer that is kept for the next event. */
        private static final int MAX_KEPT = 4_096;

        private String type = "";
        private @Nullable String itemId;
        private @Nullable String callId;

        /** The texts of the event before, most of which the next one repeats. */
        private String typeBefore = "";

        private @Nullable String itemIdBefore;

        private int outputIndex;
        private int contentIndex;
        private boolean errs;
        private StringBuilder said = new StringBuilder();

        /**
         * Reads the next event.
         *
         * @throws IOException if it is no whole JSON object in UTF-8
         */
        public void read(byte[] json) throws IOException {
            clear();
            try (JsonParser parser = Json.mapper().createParser(json)) {
                if (!isUtf8(json) || parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("no JSON object");
                }
                for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                    field(field, parser, parser.nextToken());
                }
                // A cut event has to be seen here: what is passed on must be whole.
                if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                    throw new IOException("no whole event");
                }
            }
        }

        /** The event's type; empty where it has none. */
        public String type() {
            return type;
        }

        /** The item that the event speaks of. */
        public @Nullable String itemId() {
            return itemId;
        }

        /** The place of that item in the output; -1 where the event does not say it. */
        public int outputIndex() {
            return outputIndex;
        }

        /** The place of the text in its item. */
        public int contentIndex() {
            return contentIndex;
        }

        /** The text or the arguments that the event tells, in full or a piece of them; reused by the next read. */
        public CharSequence text() {
            return said;
        }

        /** Whether the event has what only failures have. */
        public boolean isError() {
            return errs;
        }

        /** The event as one that the run only passes on. */
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

        /** Text, or its JSON where a server sends an object. */
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

        /** Jackson would read UTF-16 and UTF-32 too, and a byte order mark, which clients could not. */
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

        /** A text; {@code before} where that is the same, so that a stream makes few of them. */
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
