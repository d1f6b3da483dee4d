package io.agencyswarm.testing;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean of the request's scope, such as an application keeps a session or a tenant in. */
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

    /** How many have begun and not ended, in all requests. */
    public static int open() {
        return OPEN.get();
    }

    /** One a request. */
    public String id() {
        return id;
    }

    /** Who asks; empty where nobody said who they are. */
    public String who() {
        return identity.isAnonymous() ? "" : identity.getPrincipal().getName();
    }
}
