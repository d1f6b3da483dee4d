package io.agencyswarm.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns an exception into text without the names of Java classes and packages. The names do not help the reader at a
 * client, and they would tell strangers how the service is built.
 */
final class PlainReason {

    /** The text for an exception without a usable message. The exception itself goes to the log. */
    static final String UNKNOWN_REASON = "unknown reason";

    private static final int MAX_CAUSES = 10;

    /** The class name that an exception puts before the message of its cause. */
    private static final Pattern PREFIX = Pattern.compile(
            "^(?:(?:[A-Za-z_]\\w*+\\.)++[A-Z]\\w*+(?:\\$\\w++)*+|[A-Z]\\w*?(?:Exception|Error))(?::\\s|$)");

    /** Messages of Java and of Jackson for programmers. Without the names nothing useful is left of them. */
    private static final Pattern INNER = Pattern.compile(
            "^[\\w$]+(?:/[\\w$]+)+$|^Cannot (?:invoke|read|load|store|assign|throw|enter) .* because (?:\"|the return"
                    + " value)|Cannot invoke \"|because the return value of"
                    + "|cannot be cast to|No enum constant|\\[Source:"
                    + " |StreamReadFeature|DeserializationFeature|SerializationFeature"
                    + "|reference chain|\\bbound as\\b|START_OBJECT|START_ARRAY|END_OBJECT|END_ARRAY|VALUE_STRING"
                    + "|\\bJsonNode\\b|\\bNullPointer");

    /** Starts only at the beginning of a name, so that no part of a long name is scanned twice. */
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\w.])(?:(?:[a-z_][a-z0-9_]*+\\.){2,}+|(?:java|javax|jakarta|com|org|io|dev|sun|jdk)\\.)"
                    + "[A-Z]\\w*+(?:\\$\\w++)*+|\\b[A-Z]\\w*?(?:Exception|Throwable)\\b");

    private PlainReason() {}

    static String of(@Nullable Throwable failure) {
        @Nullable Throwable e = failure;
        for (int i = 0; e != null && i < MAX_CAUSES; i++) {
            if (e instanceof AgencyException ours) {
                return ours.getMessage();
            }
            if (e.getMessage() != null) {
                return plain(e.getMessage());
            }
            e = e.getCause();
        }
        return UNKNOWN_REASON;
    }

    private static String plain(String message) {
        String remaining = message;
        for (int i = 0; i < MAX_CAUSES; i++) {
            String shorter = PREFIX.matcher(remaining).replaceFirst("").strip();
            if (shorter.equals(remaining)) {
                break;
            }
            remaining = shorter;
        }
        if (remaining.isBlank() || INNER.matcher(remaining).find()) {
            return UNKNOWN_REASON;
        }
        return NAME.matcher(remaining).replaceAll("…");
    }
}
