package io.agencyswarm.model.http;

/** Where a request to a model's server goes, as far as connecting to it and telling of it needs to know. */
public interface RequestTarget {

    /** What the address was set by, for messages. */
    String setting();

    /** Whether a client named an address that is not the service's own: then only an allowed host is connected to. */
    boolean isClients();

    /** A text of the server's without what was sent to it in confidence. */
    String redact(String text);
}
