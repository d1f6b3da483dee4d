package io.agencyswarm.http.frame;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agencyswarm.item.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;

/**
 * Removes the prompts from a model's event. All other bytes stay unchanged: parsing the event to a tree and serializing
 * it again would take several times as long, and prompts are long.
 */
final class PromptCut {

    private static final String RESPONSE = "response";
    private static final Set<String> PROMPTS = Set.of("instructions", "tools");

    private final byte[] json;
    private final byte[] kept;
    private int length;

    /** The start of the bytes that have been read and neither kept nor removed. */
    private int from;

    private PromptCut(byte[] json) {
        this.json = json;
        this.kept = new byte[json.length];
    }

    /**
     * Returns the event without the fields of its response that contain prompts.
     *
     * @param json an event that was read before and is therefore valid
     * @return the same array if there are no such fields
     */
    static byte[] of(byte[] json) {
        PromptCut cut = new PromptCut(json);
        try (JsonParser parser = Json.mapper().createParser(json)) {
            cut.read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (cut.from == 0) {
            return json;
        }
        cut.keepTo(json.length);
        return Arrays.copyOf(cut.kept, cut.length);
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.START_OBJECT && field.equals(RESPONSE)) {
                readResponse(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readResponse(JsonParser parser) throws IOException {
        boolean cutting = false;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            moveTo(offset(parser), cutting);
            cutting = PROMPTS.contains(field);
            if (cutting) {
                keepTo(offset(parser));
            }
            parser.nextToken();
            parser.skipChildren();
        }
        if (cutting) {
            moveTo(offset(parser), true);
            dropComma();
        }
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Moves to an offset. A field ends where the next one begins, so the comma between them is removed with it. */
    private void moveTo(int offset, boolean cutting) {
        if (cutting) {
            from = offset;
        }
    }

    private void keepTo(int offset) {
        System.arraycopy(json, from, kept, length, offset - from);
        length += offset - from;
        from = offset;
    }

    /** Drops the comma after the last kept field, if the last field of the response is removed. */
    private void dropComma() {
        int end = length;
        while (Character.isWhitespace(kept[end - 1])) {
            end--;
        }
        if (kept[end - 1] == ',') {
            length = end - 1;
        }
    }
}
