package io.agencyswarm.http.guard;

import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.run.call.ServiceTokenPrincipal;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Authenticates callers with the service's token, sent as {@code Authorization: Bearer …}. Other tokens are left to the
 * other mechanisms, and {@link AccessPolicy} decides about callers that no mechanism recognizes.
 */
@Singleton
class TokenAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final AppToken token;
    private final ServicePaths paths;
    private final ErrorResponse refusal;

    @Inject
    TokenAuthentication(AppToken token, OidcProvider provider, ServicePaths paths) {
        this.token = token;
        this.paths = paths;
        String what = provider.enabled() ? "a token" : "the service's token";
        this.refusal = ErrorResponse.rejection(401, "This needs " + what + ", as Authorization: Bearer <token>.")
                .withHeader("WWW-Authenticate", "Bearer");
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        if (!paths.covers(context)) {
            // The token does not authenticate callers of the surrounding application.
            return Uni.createFrom().nullItem();
        }
        String header = context.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        Optional<String> expected = token.value();
        if (expected.isEmpty()
                || !isEqual(expected.get(), header.substring(SCHEME.length()).strip())) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new ServiceTokenPrincipal())
                        .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        if (!paths.covers(context)) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (!paths.covers(context)) {
            return Uni.createFrom().item(false);
        }
        refusal.send(context.response());
        return Uni.createFrom().item(true);
    }

    @Override
    public int getPriority() {
        // Before OIDC's mechanism, which has one above the default and would reject our token as one of its own.
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 2;
    }

    private static boolean isEqual(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
