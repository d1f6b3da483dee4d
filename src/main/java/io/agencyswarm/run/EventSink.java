package io.agencyswarm.run;

/** Where a run's events go. */
@FunctionalInterface
interface EventSink {

    /**
     * Takes an event, waiting until the listener is ready for it. From any thread of the run.
     *
     * @throws InterruptedException if the run was cancelled while waiting
     */
    void emit(RunEvent event) throws InterruptedException;
}
