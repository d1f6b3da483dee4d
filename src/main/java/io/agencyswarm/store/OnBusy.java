package io.agencyswarm.store;

/** What happens to a run whose thread has a live run. */
public enum OnBusy {
    /** It is refused with 409. */
    REJECT,
    /** It waits for its turn. */
    ENQUEUE,
    /** The live run and all waiting runs are cancelled, and it starts as soon as the live one has stopped. */
    INTERRUPT
}
