package io.agencyswarm.model.http;

import io.agencyswarm.text.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats what a model's server sent instead of an answer, for error messages. */
public final class ErrorQuotes {

    /** Number of bytes or characters that are evaluated. */
    private static final int LOOKED_AT = 8_192;

    /** The longest quote, in characters. */
    private static final int MAX_LENGTH = 200;

    /** The longest message of a server, in characters. */
    private static final int MAX_MESSAGE = 2_000;

    private static final Pattern TITLE = Pattern.compile("(?is)<title\\b[^>]{0,200}>([^<]{1,1000})");

    private static final Pattern EVENTS = Pattern.compile("(?:data|event|id|retry)?:|[\\[{]");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\r\t]]+");

    private static final Pattern TAGS = Pattern.compile("(?s)<[^>]*+>?");

    private ErrorQuotes() {}

    /**
     * Decodes bytes as UTF-8 and strips white space and a byte order mark. Invalid bytes become replacement characters.
     */
    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }

    /** Returns whether a text is HTML or XML. */
    static boolean isPage(String text) {
        return text.startsWith("<");
    }

    /** Returns whether bytes are compressed by gzip. */
    static boolean isCompressed(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /** Replaces control characters other than line breaks and tabs by spaces. */
    static String withoutControls(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** Describes a page by its title, else by its first words. */
    static String page(String text) {
        String begin = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        Matcher title = TITLE.matcher(begin);
        String content =
                inOneLine(title.find() ? title.group(1) : TAGS.matcher(begin).replaceAll(" "));
        return content.isEmpty() ? "a web page" : "a web page, \"" + Excerpt.of(content, MAX_LENGTH) + "\"";
    }

    /** Returns whether bytes begin like server-sent events or JSON. */
    static boolean isOfEvents(byte[] begin) {
        return EVENTS.matcher(text(begin)).lookingAt();
    }

    /** Returns the first line that is not blank, in quotes, redacted and shortened. */
    static String firstLine(byte[] bytes, RequestTarget target) {
        String begin = text(bytes.length > LOOKED_AT ? Arrays.copyOf(bytes, LOOKED_AT) : bytes);
        String line = begin.lines().findFirst().orElse("");
        return "\"" + Excerpt.of(target.redact(inOneLine(line)), MAX_LENGTH) + "\"";
    }

    /** Shortens a server's message to 2,000 characters. */
    public static String shorten(String message) {
        return Excerpt.of(message, MAX_MESSAGE);
    }

    /** Replaces control characters and line breaks by spaces. */
    static String inOneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
