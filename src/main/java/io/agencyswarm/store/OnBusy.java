package io.agencyswarm.store;

/** What becomes of a run whose thread has a live run. */
public enum OnBusy {
    /** It does not begin: 409. */
    REJECT,
    /** It waits for its turn. */
    ENQUEUE,
    /** The live run and all that wait are cancelled, and it begins as soon as the live one has stopped. */
    INTERRUPT
}
