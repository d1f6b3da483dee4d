package io.agencyswarm.run;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request context of CDI that a run has: one for all that the application does in the run (instructions, guardrails,
 * the thread store, tools), whichever endpoint began it. It is the run's own, because the run may outlive its request.
 * Beans see in it who asked for the run. Tools of one turn work side by side and share it.
 */
final class RunScope {

    private final ManagedContext context = Arc.container().requestContext();
    private final @Nullable Uni<SecurityIdentity> caller;
    private volatile InjectableContext.@Nullable ContextState state;

    /** A scope that has not begun. Notes who asks: called on the request's thread, or on one without a request. */
    RunScope() {
        caller = context.getStateIfActive() == null ? null : identity().getDeferredIdentity();
    }

    /** The scope of the request at hand, for work that the request waits for; one of its own where there is no request. */
    static RunScope ofRequest() {
        RunScope scope = new RunScope();
        scope.state = scope.context.getStateIfActive();
        return scope;
    }

    /** Whether the caller has one of these roles; {@code **} is every caller who is authenticated. */
    boolean callerHasOneOf(Set<String> roles) {
        if (caller == null) {
            return false;
        }
        SecurityIdentity identity = caller.await().indefinitely();
        return roles.stream().anyMatch(role -> role.equals("**") ? !identity.isAnonymous() : identity.hasRole(role));
    }

    /** A thread's work within the scope; closing it brings back what was active before. */
    interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins the scope on the run's thread. Closing it ends it for all threads and destroys its beans. */
    Entered begin() {
        InjectableContext.@Nullable ContextState outer = context.getStateIfActive();
        state = context.activate();
        if (caller != null) {
            identity().setIdentity(caller);
        }
        return () -> {
            context.terminate();
            restore(outer);
        };
    }

    /** The calling thread works within the scope. */
    Entered enter() {
        if (state == null) {
            return begin();
        }
        InjectableContext.@Nullable ContextState outer = context.getStateIfActive();
        context.activate(state);
        return () -> {
            context.deactivate();
            restore(outer);
        };
    }

    private void restore(InjectableContext.@Nullable ContextState outer) {
        if (outer != null) {
            context.activate(outer);
        }
    }

    private static CurrentIdentityAssociation identity() {
        return Arc.container().instance(CurrentIdentityAssociation.class).get();
    }
}
