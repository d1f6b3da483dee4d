package io.agencyswarm.service;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and roles of callers without a subject, as an application's own login may give them: those of headers. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
public class OwnLogin implements SecurityIdentityAugmentor {

    /** The header with a role of the caller. */
    public static final String ROLE = "X-Role";

    /** The header with the name of the caller. */
    public static final String USER = "X-User";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity);
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        @Nullable RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        QuarkusSecurityIdentity.Builder changed = QuarkusSecurityIdentity.builder(identity);
        @Nullable String role = request == null ? null : request.request().getHeader(ROLE);
        if (role != null) {
            changed.addRole(role);
        }
        @Nullable String user = request == null ? null : request.request().getHeader(USER);
        if (user != null) {
            changed.setPrincipal(new QuarkusPrincipal(user)).setAnonymous(false);
        }
        return Uni.createFrom().item(role == null && user == null ? identity : changed.build());
    }
}
