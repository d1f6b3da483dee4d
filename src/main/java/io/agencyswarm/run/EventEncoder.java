package io.agencyswarm.run;

import io.agencyswarm.sse.SseEvent;
import java.util.List;

/** Encodes a run's events for clients. Called on the run's threads, one event at a time, in order. */
@FunctionalInterface
public interface EventEncoder {

    /** Returns the frames of an event, in order: usually one, none for an event that clients do not get. */
    List<SseEvent> encode(RunEvent event);

    /**
     * Prepares the frames of the run's end, and returns how many there are: those of {@link RunEvent.RunFailed}, if the
     * run failed, and of {@link RunEvent.Ended}. Only these two events are encoded afterwards.
     *
     * <p>Called only if frames have numbers. The number of the last frame is stored with the result, so this comes
     * before the result is stored. {@link RunEvent.Ended} then has the same result, or one that also says why it could
     * not be stored.
     */
    default int prepareEnd(RunResult result) {
        throw new IllegalStateException("This encoder is only for runs whose frames have no numbers.");
    }
}
