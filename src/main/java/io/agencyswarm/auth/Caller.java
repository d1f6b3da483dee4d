package io.agencyswarm.auth;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever makes the request at hand. To be asked on the request's own threads. */
@Singleton
public class Caller {

    private static final String PRINCIPAL = "principal";

    private final SecurityIdentity identity;
    private final OidcProvider provider;
    private final @Nullable JwtSubjects subjects;

    @Inject
    Caller(SecurityIdentity identity, OidcProvider provider, Instance<JwtSubjects> subjects) {
        this.identity = identity;
        this.provider = provider;
        this.subjects = subjects.isResolvable() ? subjects.get() : null;
    }

    /**
     * A user context with the caller's subject as {@code principal}. Where there is a provider, that is the only way to
     * have one: what a client says of itself is dropped, so that tools can trust it. Elsewhere the name means nothing.
     */
    public Map<String, Object> sign(Map<String, Object> userContext) {
        if (!provider.enabled()) {
            return userContext;
        }
        Map<String, Object> signed = new LinkedHashMap<>(userContext);
        signed.remove(PRINCIPAL);
        @Nullable String subject = subject();
        if (subject != null) {
            signed.put(PRINCIPAL, subject);
        }
        return signed;
    }

    /** Whom a signed user context names; null where it names nobody. */
    public static @Nullable Object principal(Map<String, Object> signed) {
        return signed.get(PRINCIPAL);
    }

    /** Whether what was begun with a signed user context is the caller's, or everyone's for want of a provider. */
    public boolean owns(Map<String, Object> signed) {
        return isOwner(principal(signed));
    }

    /** Whether what is the subject's is the caller's, or everyone's for want of a provider; null for nobody's. */
    public boolean isOwner(@Nullable Object subject) {
        return !provider.enabled() || holdsToken() || Objects.equals(subject, subject());
    }

    /** Whether the caller has one of the roles, or the service's token. */
    boolean hasOneOf(Set<String> roles) {
        return holdsToken() || roles.stream().anyMatch(identity::hasRole);
    }

    private boolean holdsToken() {
        return identity.getPrincipal() instanceof TokenHolder;
    }

    /** The subject of the caller's token; null for holders of the service's own, and where there is no provider. */
    public @Nullable String subject() {
        return subjects == null ? null : subjects.of(identity.getPrincipal());
    }
}
