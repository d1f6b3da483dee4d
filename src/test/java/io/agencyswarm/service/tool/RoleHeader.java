package io.agencyswarm.service.tool;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles of callers without a subject, as an application's own authentication may give them: those of a header. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class RoleHeader implements SecurityIdentityAugmentor {

    static final String NAME = "X-Role";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity);
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        @Nullable RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        @Nullable String role = request == null ? null : request.request().getHeader(NAME);
        return Uni.createFrom()
                .item(
                        role == null
                                ? identity
                                : QuarkusSecurityIdentity.builder(identity)
                                        .addRole(role)
                                        .build());
    }
}
