package io.agencyswarm.tool.remote;

import io.quarkus.arc.Arc;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The tokens that servers are sent for whoever asked for the run. To be asked within the run's request context. */
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
     * The token for a server.
     *
     * @param server tells the server from all others
     * @return null where the settings want none, and where the caller came without a provider's token: the service's own
     *     token is not for others
     * @throws ServerException if the caller's token could not be exchanged
     */
    public @Nullable String forServer(String server, ServerConfig config) throws ServerException, InterruptedException {
        return switch (config.token()) {
            case NONE -> null;
            case FORWARD -> callers();
            case EXCHANGE -> {
                String token = callers();
                yield token == null ? null : exchange.exchanged(token, server, config);
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
