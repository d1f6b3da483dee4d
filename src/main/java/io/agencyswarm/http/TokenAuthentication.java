package io.agencyswarm.http;

import io.agencyswarm.auth.OidcProvider;
import io.agencyswarm.auth.TokenHolder;
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
 * The service's token, as {@code Authorization: Bearer …}. A mechanism beside others: what is no token of ours is left
 * to them, and {@link AccessPolicy} decides what nobody knew.
 */
@Singleton
class TokenAuthentication implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";

    private final AppToken token;
    private final ServicePaths paths;
    private final String refusal;

    @Inject
    TokenAuthentication(AppToken token, OidcProvider provider, ServicePaths paths) {
        this.token = token;
        this.paths = paths;
        String what = provider.enabled() ? "a token" : "the service's token";
        this.refusal = "{\"detail\":\"This needs " + what + ", as Authorization: Bearer <token>.\"}";
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        if (!paths.covers(request)) {
            // The token says nothing about callers of the application around the service.
            return Uni.createFrom().nullItem();
        }
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        Optional<String> expected = token.value();
        if (expected.isEmpty()
                || !same(expected.get(), header.substring(SCHEME.length()).strip())) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new TokenHolder())
                        .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        if (!paths.covers(request)) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom()
                .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        if (!paths.covers(request)) {
            return Uni.createFrom().item(false);
        }
        request.response()
                .setStatusCode(HttpResponseStatus.UNAUTHORIZED.code())
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader("Content-Type", "application/json")
                .end(refusal);
        return Uni.createFrom().item(true);
    }

    @Override
    public int getPriority() {
        // Before OIDC's, one above the default, which would take our token for one of its own and refuse it.
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 2;
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
