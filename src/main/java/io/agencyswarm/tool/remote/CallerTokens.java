package io.agencyswarm.tool.remote;

import io.quarkus.arc.Arc;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Provides the tokens that are sent to servers on behalf of a run's caller. Call it within the run's request context.
 */
@Singleton
public class CallerTokens {

    private final CurrentIdentityAssociation identity;
    private final TokenExchange exchange;

    @Inject
    CallerTokens(CurrentIdentityAssociation identity, TokenExchange exchange) {
        this.identity = identity;
        this.exchange = exchange;
    }

    /**
     * Returns the token for a server.
     *
     * @param server identifies the server
     * @return null if none is configured, or if the caller has no token of the OpenID Connect provider; the service's
     *     own token is not passed on
     * @throws ServerException if the caller's token could not be exchanged
     */
    public @Nullable String forServer(String server, ServerConfig config) throws ServerException, InterruptedException {
        return switch (config.token()) {
            case NONE -> null;
            case FORWARD -> callers();
            case EXCHANGE -> {
                String token = callers();
                yield token == null ? null : exchange.exchangeOrReuse(token, server, config);
            }
        };
    }

    private @Nullable String callers() {
        if (!Arc.container().requestContext().isActive()) {
            return null;
        }
        AccessTokenCredential token = identity.getIdentity().getCredential(AccessTokenCredential.class);
        return token == null ? null : token.getToken();
    }
}
