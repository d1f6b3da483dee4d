package io.agencyswarm.testing;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A request-scoped bean, as applications use for a session or a tenant. */
@RequestScoped
public class Visit {

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final String id = UUID.randomUUID().toString();

    @Inject
    SecurityIdentity identity;

    @PostConstruct
    void begin() {
        OPEN.incrementAndGet();
    }

    @PreDestroy
    void end() {
        OPEN.decrementAndGet();
    }

    /** The number of live instances in all requests. */
    public static int open() {
        return OPEN.get();
    }

    /** Creates the instance of a request. */
    public String id() {
        return id;
    }

    /** Returns the caller's name; empty if the caller is anonymous. */
    public String who() {
        return identity.isAnonymous() ? "" : identity.getPrincipal().getName();
    }
}
