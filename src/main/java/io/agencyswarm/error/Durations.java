package io.agencyswarm.error;

import java.time.Duration;

/** Durations in messages. */
public final class Durations {

    private static final long MILLIS_IN_SECOND = 1_000;
    private static final long SECONDS_IN_MINUTE = 60;
    private static final long SECONDS_IN_HOUR = 3_600;

    private Durations() {}

    /**
     * Formats a duration in the largest unit that divides it: hours, minutes, seconds or milliseconds. Fractions of a
     * millisecond are rounded up.
     */
    public static String text(Duration duration) {
        long millis = duration.plusMillis(1).minusNanos(1).toMillis();
        if (millis % MILLIS_IN_SECOND != 0 || millis == 0) {
            return millis + " ms";
        }
        long seconds = millis / MILLIS_IN_SECOND;
        if (seconds % SECONDS_IN_MINUTE != 0) {
            return seconds + " s";
        }
        return seconds % SECONDS_IN_HOUR != 0 ? seconds / SECONDS_IN_MINUTE + " min" : seconds / SECONDS_IN_HOUR + " h";
    }
}
