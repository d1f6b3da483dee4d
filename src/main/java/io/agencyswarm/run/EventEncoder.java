package io.agencyswarm.run;

import io.agencyswarm.sse.SseEvent;
import java.util.List;

/** Encodes a run's events for clients. Called on the run's threads, one event at a time, in order. */
@FunctionalInterface
public interface EventEncoder {

    /** Returns the frames of an event, in order: usually one, none for an event that clients do not get. */
    List<SseEvent> encode(RunEvent event);

    /**
     * Returns how many frames {@link RunEvent.RunFailed}, if the run failed, and {@link RunEvent.Ended} will be. Called
     * once, before they are encoded.
     */
    default int endFrameCount(RunResult result) {
        return 0;
    }
}
