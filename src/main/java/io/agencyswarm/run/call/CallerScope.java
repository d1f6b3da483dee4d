package io.agencyswarm.run.call;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The CDI request context of a run, or of a direct call: one for all application code of the run (instructions,
 * guardrails, the thread store, tools), for every endpoint that starts runs. It is separate from the request's, because
 * the run may outlive it. Beans in it see the identity of the caller. Tools of one turn run concurrently and share it.
 */
public final class CallerScope {

    private final ManagedContext context = Arc.container().requestContext();
    private final @Nullable Uni<SecurityIdentity> caller;
    private volatile InjectableContext.@Nullable ContextState state;
    private volatile boolean askedForRoles;

    /**
     * Creates a scope that has not begun, with the identity of the current request's caller. Called on the request's
     * thread, or on one without a request.
     */
    public CallerScope() {
        caller = context.getStateIfActive() == null ? null : identity().getDeferredIdentity();
    }

    /**
     * Returns the scope of the current request, for work that the request waits for; a new one if there is no request.
     */
    static CallerScope ofRequest() {
        CallerScope scope = new CallerScope();
        scope.state = scope.context.getStateIfActive();
        return scope;
    }

    /** Returns whether the caller has one of these roles; {@code **} stands for every authenticated caller. */
    boolean callerHasOneOf(Set<String> roles) {
        askedForRoles = true;
        if (caller == null) {
            return false;
        }
        SecurityIdentity identity = caller.await().indefinitely();
        return roles.stream().anyMatch(role -> role.equals("**") ? !identity.isAnonymous() : identity.hasRole(role));
    }

    /**
     * Returns whether the caller has a name or roles, so that beans may answer for this caller alone. The holders of
     * the service's token share one identity, which is no caller's own. May wait for the authentication.
     */
    public boolean hasIdentifiedCaller() {
        if (caller == null) {
            return false;
        }
        SecurityIdentity identity = caller.await().indefinitely();
        boolean hasName = !identity.isAnonymous() && !(identity.getPrincipal() instanceof ServiceTokenPrincipal);
        return hasName || !identity.getRoles().isEmpty();
    }

    /** Returns whether {@link #callerHasOneOf} was called, so that the run may depend on the caller's roles. */
    public boolean mayDependOnRoles() {
        return askedForRoles;
    }

    /** A thread's activation of the scope; closing it restores the context that was active before. */
    public interface Activation extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins the scope on the run's thread. Closing it ends it for all threads and destroys its beans. */
    public Activation begin() {
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

    /** Activates the scope on the calling thread. */
    public Activation enter() {
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
