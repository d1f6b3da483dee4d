package io.agencyswarm.agui;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of a streamed text.
 *
 * @param quoted the piece as a JSON string in UTF-8, as the model wrote it: a piece may end within a character, which
 *     only the client can reassemble
 * @param length the number of characters of the piece
 */
record Delta(byte[] quoted, int length) {

    private static final Delta NONE = new Delta(new byte[] {'"', '"'}, 0);

    /** Returns a piece with our own text. */
    static Delta of(String text) {
        return text.isEmpty() ? NONE : new Delta(Json.quoted(text), text.length());
    }

    /** Returns the field {@code delta} of a model's event; empty if there is none. */
    static Delta in(byte[] event) {
        try (JsonParser parser = Json.mapper().createParser(event)) {
            parser.nextToken();
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && field.equals("delta")) {
                    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                    int length = parser.getTextLength();
                    int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                    return length == 0 ? NONE : new Delta(Arrays.copyOfRange(event, from, end), length);
                }
                parser.skipChildren();
            }
            return NONE;
        } catch (IOException _) {
            // Can't happen: the event has been parsed before.
            return NONE;
        }
    }

    /** Returns the piece as the model wrote it, with its escapes. */
    String written() {
        return new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
    }

    boolean isEmpty() {
        return length == 0;
    }
}
