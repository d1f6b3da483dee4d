package io.agencyswarm.run;

import io.agencyswarm.sse.SseEvent;
import java.util.List;

/** What a run's events become for clients. Called on the run's threads, one event at a time, in order. */
@FunctionalInterface
public interface EventEncoding {

    /** The frames of an event, in order; mostly one, none where clients are not told. */
    List<SseEvent> encode(RunEvent event);

    /**
     * How many frames {@link RunEvent.Failed}, where the run failed, and {@link RunEvent.Ended} are going to be. Asked once,
     * before them.
     */
    default int framesOfEnd(RunResult result) {
        return 0;
    }
}
