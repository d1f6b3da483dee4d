package io.agencyswarm.http.guard;

/**
 * The priorities of the filters, in the order in which they run. Those from {@link #HEAD} to {@link #CORS} run before
 * Quarkus's own filters, which have at most 300, and before authentication, which has 200. The others run after it and
 * before the body is read.
 */
final class FilterOrder {

    static final int HEAD = 1_000;
    static final int HOST = HEAD - 1;
    static final int CORS = HOST - 1;

    static final int METHOD = 50;

    /** Before Quarkus's own limit, whose response has no message. */
    static final int CONTENT_LENGTH = METHOD - 1;

    static final int EARLY_BODY = CONTENT_LENGTH - 1;

    private FilterOrder() {}
}
