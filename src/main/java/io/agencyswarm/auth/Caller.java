package io.agencyswarm.auth;

import io.agencyswarm.run.call.ServiceTokenPrincipal;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. Call its methods on the request's own threads only. */
@Singleton
public class Caller {

    /** The key of the caller's subject in the user context. With an OpenID Connect provider, tools trust its value. */
    public static final String PRINCIPAL = "principal";

    private final SecurityIdentity identity;
    private final OidcProvider provider;
    private final @Nullable JwtSubjects subjects;

    @Inject
    Caller(SecurityIdentity identity, OidcProvider provider, InjectableInstance<JwtSubjects> subjects) {
        this.identity = identity;
        this.provider = provider;
        this.subjects = subjects.orNull();
    }

    /**
     * Returns a user context with the caller's subject as {@code principal}. With an OpenID Connect provider, a
     * {@code principal} that the client sent is removed, so that tools can trust the value. Without a provider,
     * {@code principal} is an ordinary key, and the context is returned unchanged.
     */
    public Map<String, Object> withPrincipal(Map<String, Object> userContext) {
        if (!provider.enabled()) {
            return userContext;
        }
        Map<String, Object> changed = new LinkedHashMap<>(userContext);
        changed.remove(PRINCIPAL);
        @Nullable String principal = principal();
        if (principal != null) {
            changed.put(PRINCIPAL, principal);
        }
        return changed;
    }

    /** Returns the {@code principal} of a user context that {@link #withPrincipal} returned, or null if it has none. */
    public static @Nullable Object principalOf(Map<String, Object> userContext) {
        return userContext.get(PRINCIPAL);
    }

    /**
     * Returns whether the caller owns what belongs to {@code principal}; null is the principal of callers without one.
     * Always true without an OpenID Connect provider, and for the holder of the service's token.
     */
    public boolean isOwner(@Nullable String principal) {
        return !provider.enabled() || holdsToken() || Objects.equals(principal, principal());
    }

    /** Returns whether the caller has one of the roles or the service's token. */
    boolean hasOneOf(Set<String> roles) {
        return holdsToken() || roles.stream().anyMatch(identity::hasRole);
    }

    private boolean holdsToken() {
        return identity.getPrincipal() instanceof ServiceTokenPrincipal;
    }

    /**
     * Returns the subject of the caller's token, or null for the holder of the service's token and without a provider.
     */
    public @Nullable String principal() {
        return subjects == null ? null : subjects.of(identity.getPrincipal());
    }
}
