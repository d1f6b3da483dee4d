package io.agencyswarm.http.frame;

import io.agencyswarm.json.JsonScanner;
import io.agencyswarm.model.ModelEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Removes the prompts from a model's event. All other bytes stay unchanged: parsing the event to a tree and serializing
 * it again would take several times as long, and prompts are long.
 */
final class PromptRemover {

    private static final String RESPONSE = "response";
    private static final String[] PROMPTS = ModelEvent.PROMPT_FIELDS.toArray(String[]::new);

    private final JsonScanner scanner = new JsonScanner();
    private final byte[] json;
    private final byte[] text;
    private int length;

    /** The start of the bytes that have been read and neither kept nor removed. */
    private int from;

    private PromptRemover(byte[] json) {
        this.json = json;
        this.text = new byte[json.length];
    }

    /**
     * Returns the event without the fields of its response that contain prompts.
     *
     * @param json an event that was read before and is therefore valid
     * @return the same array if there are no such fields
     */
    static byte[] removeFrom(byte[] json) {
        PromptRemover remover = new PromptRemover(json);
        try {
            remover.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (remover.from == 0) {
            return json;
        }
        remover.copyUpTo(json.length);
        return Arrays.copyOf(remover.text, remover.length);
    }

    private void read() throws IOException {
        scanner.begin(json);
        if (!scanner.enterObject()) {
            return;
        }
        while (scanner.nextField()) {
            if (!scanner.name(RESPONSE).isEmpty() && scanner.enterObject()) {
                readResponse();
            } else {
                scanner.skipValue();
            }
        }
    }

    private void readResponse() throws IOException {
        boolean removing = false;
        while (scanner.nextField()) {
            moveTo(scanner.position(), removing);
            int start = scanner.position();
            removing = !scanner.name(PROMPTS).isEmpty();
            if (removing) {
                copyUpTo(start);
            }
            scanner.skipValue();
        }
        if (removing) {
            // The object's end has been read.
            moveTo(scanner.position() - 1, true);
            dropComma();
        }
    }

    /** Moves to an offset. A field ends where the next one begins, so the comma between them is removed with it. */
    private void moveTo(int offset, boolean removing) {
        if (removing) {
            from = offset;
        }
    }

    private void copyUpTo(int offset) {
        System.arraycopy(json, from, text, length, offset - from);
        length += offset - from;
        from = offset;
    }

    /** Drops the comma after the last kept field, if the last field of the response is removed. */
    private void dropComma() {
        int end = length;
        while (Character.isWhitespace(text[end - 1])) {
            end--;
        }
        if (text[end - 1] == ',') {
            length = end - 1;
        }
    }
}
