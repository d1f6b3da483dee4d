package io.agencyswarm.observe;

/** Observes runs and their steps. A bean of this type observes all runs of the service. */
public interface RunObserver {

    /**
     * Called when a run begins, on the run's thread, which waits: slow work belongs on another thread. An exception is
     * logged once and does not affect the run.
     *
     * @return the span that observes the run; {@link Span#NONE} to ignore it
     */
    Span begin(Step.Run run);

    /**
     * Called when a run is requested, on the request's thread, to capture what that thread carries, such as a trace.
     * The run begins later and on another thread, or never.
     *
     * @return the observer that is called when it begins: this one, unless it needs something of the request
     */
    default RunObserver onRequested() {
        return this;
    }
}
