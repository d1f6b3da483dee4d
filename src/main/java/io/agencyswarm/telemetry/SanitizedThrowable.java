package io.agencyswarm.telemetry;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exception for the log in place of one whose text, or whose causes' texts, must not be written as they are. */
final class SanitizedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String text;

    private SanitizedThrowable(Throwable original, String text, @Nullable Throwable cause) {
        super(text, cause);
        this.text = text;
        setStackTrace(original.getStackTrace());
    }

    /** The same exception where all its texts are clean. */
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

    /** What the exception says of itself; code of an application's may fail even there. */
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

    /** The class and the text of the original, because this class's own name would mislead. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return text;
    }
}
