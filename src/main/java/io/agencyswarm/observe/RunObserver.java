package io.agencyswarm.observe;

/** Sees runs and what happens in them. Make a bean of it, and it sees all runs of the service. */
public interface RunObserver {

    /**
     * A run begins. Called on the run's thread, which waits: what is slow belongs on another one. What it throws is
     * logged once and harms nothing.
     *
     * @return what follows the run; {@link Span#NONE} to let it pass
     */
    Span begin(Step.Run run);

    /**
     * A run is asked for. Called on the request's thread, for what that thread carries, such as a trace. The run begins
     * later and on another thread, or never.
     *
     * @return who is told when it begins: this observer, unless it needs something of the request
     */
    default RunObserver asked() {
        return this;
    }
}
