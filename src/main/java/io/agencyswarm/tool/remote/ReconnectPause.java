package io.agencyswarm.tool.remote;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pause after a failure to reach a server ({@code reconnect-pause}), so that the next runs do not wait for the same
 * failure. Not thread-safe.
 *
 * @param <F> the description of a failure
 */
public final class ReconnectPause<F> {

    private final Duration length;
    private final LongSupplier nanos;
    private @Nullable F failure;
    private long endNanos;

    /**
     * Creates a pause that has not begun.
     *
     * @param nanos a clock as {@link System#nanoTime}
     */
    public ReconnectPause(Duration length, LongSupplier nanos) {
        this.length = length;
        this.nanos = nanos;
    }

    /** Returns the failure because of which the server must not be asked now; empty if it may be. */
    public Optional<F> current() {
        return nanos.getAsLong() - endNanos < 0 ? Optional.ofNullable(failure) : Optional.empty();
    }

    /**
     * Begins the pause.
     *
     * @return whether the failure differs from the last one, so that it should be logged
     */
    public boolean begin(F next) {
        boolean isNew = !Objects.equals(next, failure);
        failure = next;
        endNanos = nanos.getAsLong() + length.toNanos();
        return isNew;
    }

    /** Ends the pause, because the server was reached. */
    public void end() {
        failure = null;
    }
}
