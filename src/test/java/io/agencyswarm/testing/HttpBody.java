package io.agencyswarm.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Reads the lines of an answer's head, then its body, whichever way its length is told. */
final class HttpBody {

    /** The most that is read at a time, in bytes. */
    static final int MOST = 8_192;

    private final InputStream in;
    private boolean chunked;
    private boolean untilClosed;

    /** What is left of the chunk, or of the body where it has a length. */
    private long left;

    private boolean over;

    HttpBody(InputStream in) {
        this.in = new BufferedInputStream(in, MOST);
    }

    void begin(Map<String, String> headers) {
        chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        String length = headers.get("content-length");
        untilClosed = !chunked && length == null;
        left = untilClosed || chunked ? 0 : Long.parseLong(length);
        over = !chunked && !untilClosed && left == 0;
    }

    /** Reads what is there, at least one byte; none at the end. */
    byte[] read() throws IOException {
        if (over) {
            return new byte[0];
        }
        if (chunked && left == 0) {
            left = Long.parseLong(line().split(";")[0].strip(), 16);
            if (left == 0) {
                over = true;
                line();
                return new byte[0];
            }
        }
        byte[] some = new byte[untilClosed ? MOST : (int) Math.min(left, MOST)];
        int count = in.read(some);
        if (count < 0) {
            return closed();
        }
        left -= untilClosed ? 0 : count;
        if (left == 0 && chunked) {
            line();
        }
        over = left == 0 && !chunked && !untilClosed;
        return Arrays.copyOf(some, count);
    }

    /** Reads one line, without its end. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection ended within the answer's head or between two chunks.");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private byte[] closed() throws EOFException {
        if (!untilClosed) {
            throw new EOFException("The connection ended " + left + " bytes before the end of the body or chunk.");
        }
        over = true;
        return new byte[0];
    }
}
