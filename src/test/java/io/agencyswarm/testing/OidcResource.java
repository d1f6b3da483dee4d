package io.agencyswarm.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts an {@link OidcServer}, which the application under test trusts, before the application, and stops it
 * afterwards. With the argument {@code late} the provider does not answer until a test enables it.
 */
public final class OidcResource implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable OidcServer server;

    private boolean late;

    @Override
    public void init(Map<String, String> arguments) {
        late = arguments.containsKey("late");
    }

    @Override
    public Map<String, String> start() {
        OidcServer started = OidcServer.start();
        started.available(!late);
        server = started;
        return Map.of(
                "quarkus.oidc.auth-server-url", started.issuer(), "quarkus.oidc.token.audience", OidcServer.AUDIENCE);
    }

    @Override
    public void stop() {
        OidcServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    static @Nullable OidcServer running() {
        return server;
    }
}
