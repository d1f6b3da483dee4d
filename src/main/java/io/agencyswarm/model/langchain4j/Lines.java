package io.agencyswarm.model.langchain4j;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines. */
final class Lines implements Framing.Reader {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final int maxBytes;
    private final Consumer<byte[]> lines;

    /**
     * At the beginning of a stream.
     *
     * @param maxBytes the longest line that is read
     * @param lines gets each line that is not empty
     */
    Lines(int maxBytes, Consumer<byte[]> lines) {
        this.maxBytes = maxBytes;
        this.lines = lines;
    }

    /**
     * Reads on.
     *
     * @throws IllegalStateException if a line is longer than allowed
     */
    @Override
    public void feed(byte[] piece) {
        int start = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                append(piece, start, i);
                end();
                start = i + 1;
            }
        }
        append(piece, start, piece.length);
    }

    /** Ends the last line, which need not have an end of its own. */
    @Override
    public void end() {
        byte[] whole = line.toByteArray();
        line.reset();
        if (whole.length > 0) {
            lines.accept(whole);
        }
    }

    private void append(byte[] from, int start, int end) {
        if (line.size() + end - start > maxBytes) {
            throw new IllegalStateException("a line is longer than " + maxBytes + " bytes");
        }
        line.write(from, start, end - start);
    }
}
