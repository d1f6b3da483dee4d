package io.agencyswarm.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads single fields of a JSON object in UTF-8, in one pass over its bytes, and creates no objects for the rest. Each
 * event of a model is read this way, where Jackson's parser takes several times as long: it decodes each name and
 * copies each text. Everything that is read or skipped is checked by the grammar of RFC 8259. A scanner can be used for
 * one document after the other; it is not thread-safe.
 */
public final class JsonScanner {

    private static final byte[] NOTHING = {};

    private byte[] json = NOTHING;
    private int position;
    private int depth;

    /** Whether the last string was in ASCII and without escaped characters, as almost all are. */
    private boolean plain;

    /** Whether an object or a list has been entered and nothing of it has been read. */
    private boolean entered;

    /** Begins a document, which must not change until it has been read. */
    public void begin(byte[] document) {
        json = document;
        position = 0;
        depth = 0;
        entered = false;
    }

    /** Returns the offset in bytes of what is read next: a field's name or value, or what follows a skipped value. */
    public int position() {
        return position;
    }

    /**
     * Enters the object that is next. Does not move if another value is next.
     *
     * @return whether an object is next
     * @throws IOException if it is nested more deeply than {@link Json#MAX_DEPTH}
     */
    public boolean enterObject() throws IOException {
        skipWhitespace();
        if (peek() != '{') {
            return false;
        }
        enter();
        return true;
    }

    /**
     * Moves to the next field's name, after {@link #enterObject} or after a field's value. Leaves the object after its
     * last field.
     *
     * @return whether there is a field
     * @throws IOException if the object is not valid or not complete
     */
    public boolean nextField() throws IOException {
        if (!hasNext('}')) {
            return false;
        }
        if (peek() != '"') {
            throw invalid();
        }
        return true;
    }

    /**
     * Reads a field's name, and moves to its value.
     *
     * @param expected the names that are looked for, in ASCII
     * @return the one of these that it is; an empty text for another name
     * @throws IOException if the name is not valid
     */
    public String name(String... expected) throws IOException {
        int start = position;
        int end = skipString();
        expectColon();
        @Nullable String decoded = plain ? null : JsonStrings.text(json, start, end);
        for (String name : expected) {
            if (decoded == null ? isPlainText(start, end, name) : decoded.equals(name)) {
                return name;
            }
        }
        return "";
    }

    /** Returns whether the value that is next is an object or an array. */
    public boolean isStructure() {
        return peek() == '{' || peek() == '[';
    }

    /**
     * Reads a value that is a string, or skips one that is not.
     *
     * @param before a string that is returned if it is equal, so that repeated texts are not created anew; may be null
     * @return null for another value
     * @throws IOException if the value is not valid
     */
    public @Nullable String text(@Nullable String before) throws IOException {
        if (peek() != '"') {
            skipValue();
            return null;
        }
        int start = position;
        int end = skipString();
        if (!plain) {
            return JsonStrings.text(json, start, end);
        }
        return before != null && isPlainText(start, end, before)
                ? before
                : new String(json, start + 1, end - start - 2, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a value that is an integer, or skips one that is not.
     *
     * @return {@code otherwise} for another value, and for an integer that an {@code int} can't hold
     * @throws IOException if the value is not valid
     */
    public int integer(int otherwise) throws IOException {
        int start = position;
        skipValue();
        byte first = json[start];
        if (first != '-' && !isDigit(first)) {
            return otherwise;
        }
        long value = 0;
        for (int i = first == '-' ? start + 1 : start; i < position; i++) {
            value = value * 10 + json[i] - '0';
            if (!isDigit(json[i]) || value > Integer.MAX_VALUE) {
                return otherwise;
            }
        }
        return (int) (first == '-' ? -value : value);
    }

    /**
     * Skips the value that is next.
     *
     * @throws IOException if it is not valid, not complete, or nested more deeply than {@link Json#MAX_DEPTH}
     */
    public void skipValue() throws IOException {
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> {
                enter();
                while (nextField()) {
                    skipName();
                    skipValue();
                }
            }
            case '[' -> {
                enter();
                while (hasNext(']')) {
                    skipValue();
                }
            }
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    /**
     * Skips the value that is next, as {@link #skipValue} does.
     *
     * @return whether it is {@code null}
     * @throws IOException as {@link #skipValue}
     */
    public boolean skipNull() throws IOException {
        boolean isNull = peek() == 'n';
        skipValue();
        return isNull;
    }

    /**
     * Skips the value that is next, as {@link #skipValue} does.
     *
     * @return a copy of its bytes
     * @throws IOException as {@link #skipValue}
     */
    public byte[] skippedBytes() throws IOException {
        int start = position;
        skipValue();
        return Arrays.copyOfRange(json, start, position);
    }

    /**
     * Ends the document, of which the scanner keeps nothing.
     *
     * @throws IOException if anything but whitespace follows
     */
    public void end() throws IOException {
        skipWhitespace();
        if (position < json.length) {
            throw invalid();
        }
        json = NOTHING;
        position = 0;
    }

    private void enter() throws IOException {
        if (++depth > Json.MAX_DEPTH) {
            throw new IOException("more than " + Json.MAX_DEPTH + " levels of JSON");
        }
        position++;
        entered = true;
    }

    /** Moves to the next field or element. Leaves the object or list after its last one. */
    private boolean hasNext(char end) throws IOException {
        skipWhitespace();
        boolean isFirst = entered;
        entered = false;
        if (peek() == end) {
            position++;
            depth--;
            return false;
        }
        if (!isFirst) {
            expect(',');
            skipWhitespace();
        }
        return true;
    }

    private void skipName() throws IOException {
        skipString();
        expectColon();
    }

    private void expectColon() throws IOException {
        skipWhitespace();
        expect(':');
        skipWhitespace();
    }

    /** Skips a string, and returns the offset after it. */
    private int skipString() throws IOException {
        int i = position + 1;
        while (i < json.length && json[i] >= ' ' && json[i] != '"' && json[i] != '\\') {
            i++;
        }
        plain = i < json.length && json[i] == '"';
        position = plain ? i + 1 : JsonStrings.end(json, i);
        return position;
    }

    /** Returns whether a string that is {@link #plain} is equal to a text. */
    private boolean isPlainText(int start, int end, String text) {
        int length = text.length();
        if (end - start - 2 != length) {
            return false;
        }
        int i = 0;
        while (i < length && json[start + 1 + i] == text.charAt(i)) {
            i++;
        }
        return i == length;
    }

    private void skipWord(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void skipNumber() throws IOException {
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else {
            skipDigits();
        }
        if (peek() == '.') {
            position++;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            skipDigits();
        }
    }

    private void skipDigits() throws IOException {
        int start = position;
        while (isDigit(peek())) {
            position++;
        }
        if (position == start) {
            throw invalid();
        }
    }

    private void skipWhitespace() {
        while (position < json.length) {
            switch (json[position]) {
                case ' ', '\t', '\n', '\r' -> position++;
                default -> {
                    return;
                }
            }
        }
    }

    private void expect(char c) throws IOException {
        if (peek() != c) {
            throw invalid();
        }
        position++;
    }

    /** Returns the next byte; zero, which is never valid, at the end of the document. */
    private byte peek() {
        return position < json.length ? json[position] : 0;
    }

    private IOException invalid() {
        return invalid(json, position);
    }

    static IOException invalid(byte[] json, int position) {
        return new IOException(
                position < json.length ? "not valid JSON at byte " + position : "the JSON is not complete");
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
