package io.agencyswarm.model.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quotes in a sentence what a model's server sent in place of an answer. */
final class Quotes {

    /** How much of what came is looked at. */
    private static final int LOOKED_AT = 8_192;

    /** The longest quote, in characters. */
    private static final int LONGEST = 200;

    private static final Pattern TITLE = Pattern.compile("(?is)<title\\b[^>]{0,200}>([^<]{1,1000})");

    private static final Pattern EVENTS = Pattern.compile("(?:data|event|id|retry)?:|[\\[{]");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\r\t]]+");

    private static final Pattern TAGS = Pattern.compile("(?s)<[^>]*+>?");

    private Quotes() {}

    /**
     * Bytes as a text without control characters at its ends; bytes that are not UTF-8 become replacement characters.
     */
    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }

    /** Whether a text is a page of HTML, or XML. */
    static boolean isPage(String text) {
        return text.startsWith("<");
    }

    /** Whether bytes are compressed by gzip. */
    static boolean isPacked(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /** A text without control characters other than line breaks and tabs. */
    static String withoutControls(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    /** What a page is, by its title or else by its first words. */
    static String page(String text) {
        String begin = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        Matcher title = TITLE.matcher(begin);
        String said =
                inOneLine(title.find() ? title.group(1) : TAGS.matcher(begin).replaceAll(" "));
        return said.isEmpty() ? "a web page" : "a web page, \"" + cut(said) + "\"";
    }

    /** Whether bytes begin as events do, or as JSON. */
    static boolean isOfEvents(byte[] begin) {
        return EVENTS.matcher(text(begin)).lookingAt();
    }

    /** The first line that is not blank, in quotes, redacted and cut. */
    static String firstLine(byte[] bytes, RequestTarget target) {
        String begin = text(bytes.length > LOOKED_AT ? Arrays.copyOf(bytes, LOOKED_AT) : bytes);
        String line = begin.lines().findFirst().orElse("");
        return "\"" + cut(target.redact(inOneLine(line))) + "\"";
    }

    /** A text whose control characters and line breaks are blanks. */
    static String inOneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
