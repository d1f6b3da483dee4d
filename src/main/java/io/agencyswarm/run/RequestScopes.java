package io.agencyswarm.run;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Request contexts of CDI for the threads of a run, whichever endpoint began it: one for the run's own thread, where
 * instructions, guardrails and the thread store are called, and one for each call of a tool. No two threads share one,
 * because a session or a transaction that an application keeps in it is for one thread. Beans see in all of them who
 * asked for the run.
 */
final class RequestScopes {

    private final ManagedContext context = Arc.container().requestContext();
    private final InjectableContext.@Nullable ContextState request;
    private final @Nullable Uni<SecurityIdentity> caller;

    /** Notes who asks. Called on the request's thread, or on one without a request. */
    RequestScopes() {
        request = context.getStateIfActive();
        caller = request != null ? identity().getDeferredIdentity() : null;
    }

    /** A context on its thread; closing it destroys its beans and brings back what was active before. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins a context on the calling thread. */
    Scope open() {
        InjectableContext.@Nullable ContextState outer = context.getStateIfActive();
        context.activate();
        if (caller != null) {
            identity().setIdentity(caller);
        }
        return () -> {
            context.terminate();
            if (outer != null) {
                context.activate(outer);
            }
        };
    }

    /** Does work of the request that the caller belongs to, which waits for it, on another thread. */
    <T> T shared(Callable<T> work) throws Exception {
        if (request == null) {
            try (Scope _ = open()) {
                return work.call();
            }
        }
        context.activate(request);
        try {
            return work.call();
        } finally {
            context.deactivate();
        }
    }

    private static CurrentIdentityAssociation identity() {
        return Arc.container().instance(CurrentIdentityAssociation.class).get();
    }
}
