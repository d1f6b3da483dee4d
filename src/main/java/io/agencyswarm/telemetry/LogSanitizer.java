package io.agencyswarm.telemetry;

import io.agencyswarm.text.Secrets;
import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets from log records, and escapes line breaks, so that each record stays on one line, even if the text of
 * models, tools and clients is in messages and exceptions. Set {@code quarkus.log.console.filter=agency-swarm} to use
 * it, and likewise for files. It passes every record on, and changes only those that need it.
 */
@LoggingFilter(name = LogSanitizer.NAME)
public final class LogSanitizer implements Filter {

    /** The filter's name in the configuration. */
    static final String NAME = "agency-swarm";

    /** Loggers that write several lines on purpose, such as all errors of a start, and never text from outside. */
    private static final List<String> TRUSTED =
            List.of("io.quarkus.runtime.", "io.quarkus.deployment.", "io.quarkus.arc.", "io.quarkus.bootstrap.");

    private static final ExtFormatter MESSAGES = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord entry) {
            return formatMessage(entry);
        }
    };

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord entry && !isTrusted(entry.getLoggerName())) {
            String text = MESSAGES.format(entry);
            String clean = clean(text);
            if (!clean.equals(text)) {
                entry.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
            if (entry.getThrown() != null) {
                entry.setThrown(SanitizedThrowable.of(entry.getThrown()));
            }
        }
        return true;
    }

    private static boolean isTrusted(@Nullable String logger) {
        return logger != null
                && (logger.equals("io.quarkus") || TRUSTED.stream().anyMatch(logger::startsWith));
    }

    /** Removes secrets from a text, and escapes each character that can start a line or hide others. */
    static String clean(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String redacted = Secrets.redact(text);
        int first = 0;
        while (first < redacted.length() && !isUnsafe(redacted.charAt(first))) {
            first++;
        }
        if (first == redacted.length()) {
            return redacted;
        }
        StringBuilder clean = new StringBuilder(redacted.length() + 16).append(redacted, 0, first);
        for (int i = first; i < redacted.length(); i++) {
            char c = redacted.charAt(i);
            if (isUnsafe(c)) {
                escape(c, clean);
            } else {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /**
     * Returns whether a character is a control character, a separator of lines or paragraphs, or a mark that changes
     * the direction of the text after it.
     */
    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static void escape(char c, StringBuilder to) {
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> to.append(String.format("\\u%04x", (int) c));
        }
    }
}
