package io.agencyswarm.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what an exception says of itself, without names of Java's classes, packages and exceptions: those are of no use
 * to the person at a client, and tell strangers what the service is made of.
 */
final class PlainReason {

    /** Stands for what can't be told. The exception itself goes to the log. */
    static final String UNTOLD = "for a reason that was not told";

    private static final int MOST_CAUSES = 10;

    /** What an exception puts before the message of its cause. */
    private static final Pattern PREFIX = Pattern.compile(
            "^(?:(?:[A-Za-z_]\\w*+\\.)++[A-Z]\\w*+(?:\\$\\w++)*+|[A-Z]\\w*?(?:Exception|Error))(?::\\s|$)");

    /**
     * Sentences for programmers, of Java itself and of the reader of JSON, of which nothing is left without the names.
     */
    private static final Pattern INNER = Pattern.compile(
            "^[\\w$]+(?:/[\\w$]+)+$|^Cannot (?:invoke|read|load|store|assign|throw|enter) .* because (?:\"|the return value)|Cannot invoke \"|because the return value of"
                    + "|cannot be cast to|No enum constant|\\[Source: |StreamReadFeature|DeserializationFeature|SerializationFeature"
                    + "|reference chain|\\bbound as\\b|START_OBJECT|START_ARRAY|END_OBJECT|END_ARRAY|VALUE_STRING"
                    + "|\\bJsonNode\\b|\\bNullPointer");

    /** Begins where no name is under way, so that no part of a long one is looked at twice. */
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\w.])(?:(?:[a-z_][a-z0-9_]*+\\.){2,}+|(?:java|javax|jakarta|com|org|io|dev|sun|jdk)\\.)"
                    + "[A-Z]\\w*+(?:\\$\\w++)*+|\\b[A-Z]\\w*?(?:Exception|Throwable)\\b");

    private PlainReason() {}

    static String of(@Nullable Throwable failure) {
        @Nullable Throwable e = failure;
        for (int i = 0; e != null && i < MOST_CAUSES; i++) {
            if (e instanceof AgencyException ours) {
                return ours.getMessage();
            }
            if (e.getMessage() != null) {
                return plain(e.getMessage());
            }
            e = e.getCause();
        }
        return UNTOLD;
    }

    private static String plain(String message) {
        String rest = message;
        for (int i = 0; i < MOST_CAUSES; i++) {
            String shorter = PREFIX.matcher(rest).replaceFirst("").strip();
            if (shorter.equals(rest)) {
                break;
            }
            rest = shorter;
        }
        if (rest.isBlank() || INNER.matcher(rest).find()) {
            return UNTOLD;
        }
        return NAME.matcher(rest).replaceAll("…");
    }
}
