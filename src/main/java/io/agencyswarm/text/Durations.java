package io.agencyswarm.text;

import java.time.Duration;

/** Durations in messages. */
public final class Durations {

    private static final long MILLIS_IN_SECOND = 1_000;
    private static final int NANOS_IN_MILLI = 1_000_000;
    private static final long SECONDS_IN_MINUTE = 60;
    private static final long SECONDS_IN_HOUR = 3_600;

    private Durations() {}

    /**
     * Formats a duration in the largest unit that divides it: hours, minutes, seconds or milliseconds. Fractions of a
     * millisecond are rounded up; from one hour on, fractions of a second are.
     */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < SECONDS_IN_HOUR) {
            long millis = MILLIS_IN_SECOND * seconds + Math.ceilDiv(duration.toNanosPart(), NANOS_IN_MILLI);
            if (millis % MILLIS_IN_SECOND != 0 || millis == 0) {
                return millis + " ms";
            }
            seconds = millis / MILLIS_IN_SECOND;
        } else if (duration.toNanosPart() > 0 && seconds < Long.MAX_VALUE) {
            seconds++;
        }
        if (seconds % SECONDS_IN_MINUTE != 0) {
            return seconds + " s";
        }
        return seconds % SECONDS_IN_HOUR != 0 ? seconds / SECONDS_IN_MINUTE + " min" : seconds / SECONDS_IN_HOUR + " h";
    }
}
