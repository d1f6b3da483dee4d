package io.agencyswarm.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The strings of a JSON text in UTF-8, for {@link JsonScanner}. A string is given by the offset of its first quote and
 * the offset after its last one.
 */
final class JsonStrings {

    private JsonStrings() {}

    /**
     * Finds the end of a string.
     *
     * @param from the offset of one of its characters, or of its last quote
     * @return the offset after its last quote
     * @throws IOException if it is not valid or not complete
     */
    static int end(byte[] json, int from) throws IOException {
        int i = from;
        for (; i < json.length; i++) {
            byte b = json[i];
            if (b == '"') {
                return i + 1;
            }
            if (b == '\\') {
                i = escapeEnd(json, i + 1);
            } else if (b < 0) {
                i = sequenceEnd(json, i);
            } else if (b < ' ') {
                break;
            }
        }
        throw JsonScanner.invalid(json, i);
    }

    /** Returns the text of a valid string. */
    static String text(byte[] json, int start, int end) {
        int escape = escape(json, start + 1, end - 1);
        if (escape == end - 1) {
            return utf8(json, start + 1, end - 1);
        }
        StringBuilder text = new StringBuilder(end - start);
        int plain = start + 1;
        while (escape < end - 1) {
            text.append(utf8(json, plain, escape)).append(unescaped(json, escape + 1));
            plain = escape + (json[escape + 1] == 'u' ? 6 : 2);
            escape = escape(json, plain, end - 1);
        }
        return text.append(utf8(json, plain, end - 1)).toString();
    }

    /** Returns the offset of the next backslash; {@code end} if there is none. */
    private static int escape(byte[] json, int from, int end) {
        int i = from;
        while (i < end && json[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Returns the offset of the last byte of an escaped character, whose first byte after the backslash is given. */
    private static int escapeEnd(byte[] json, int i) throws IOException {
        byte kind = i < json.length ? json[i] : 0;
        if (kind == 'u') {
            for (int digit = i + 1; digit <= i + 4; digit++) {
                if (digit >= json.length || Character.digit(json[digit], 16) < 0) {
                    throw JsonScanner.invalid(json, digit);
                }
            }
            return i + 4;
        }
        if ("\"\\/bfnrt".indexOf(kind) < 0) {
            throw JsonScanner.invalid(json, i);
        }
        return i;
    }

    /** Returns the offset of the last byte of a character that takes several. */
    private static int sequenceEnd(byte[] json, int i) throws IOException {
        int lead = json[i] & 0xFF;
        // The number of leading ones is the number of bytes.
        int more = lead < 0xC0 || lead >= 0xF8 ? 0 : Integer.numberOfLeadingZeros(~lead << 24) - 1;
        boolean valid = more > 0 && i + more < json.length;
        for (int next = i + 1; valid && next <= i + more; next++) {
            valid = (json[next] & 0xC0) == 0x80;
        }
        if (!valid) {
            throw JsonScanner.invalid(json, i);
        }
        return i + more;
    }

    private static char unescaped(byte[] json, int i) {
        return switch (json[i]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int digit = i + 1; digit <= i + 4; digit++) {
                    code = code * 16 + Character.digit(json[digit], 16);
                }
                yield (char) code;
            }
            default -> (char) json[i];
        };
    }

    private static String utf8(byte[] json, int start, int end) {
        return new String(json, start, end - start, StandardCharsets.UTF_8);
    }
}
