package io.agencyswarm.telemetry;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces an exception in the log if its text, or the text of one of its causes, has to be sanitized. */
final class SanitizedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String text;

    private SanitizedThrowable(Throwable original, String text, @Nullable Throwable cause) {
        super(text, cause);
        this.text = text;
        setStackTrace(original.getStackTrace());
    }

    /** Returns the same exception if all its texts are clean; otherwise a sanitized copy. */
    static Throwable of(Throwable thrown) {
        return isClean(thrown, newSet()) ? thrown : copy(thrown, newSet());
    }

    private static boolean isClean(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return true;
        }
        String text = text(thrown);
        boolean clean = LogSanitizer.clean(text).equals(text) && isClean(thrown.getCause(), seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            clean = clean && isClean(suppressed, seen);
        }
        return clean;
    }

    private static SanitizedThrowable copy(Throwable thrown, Set<Throwable> seen) {
        seen.add(thrown);
        Throwable cause = thrown.getCause();
        SanitizedThrowable copy = new SanitizedThrowable(
                thrown,
                LogSanitizer.clean(text(thrown)),
                cause == null || seen.contains(cause) ? null : copy(cause, seen));
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                copy.addSuppressed(copy(suppressed, seen));
            }
        }
        return copy;
    }

    /** Returns the exception's text; an application's own exception may fail even there. */
    private static String text(Throwable thrown) {
        try {
            return String.valueOf(thrown);
        } catch (RuntimeException _) {
            return thrown.getClass().getName();
        }
    }

    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Returns the class and the text of the original, because this class's name would mislead. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return text;
    }
}
