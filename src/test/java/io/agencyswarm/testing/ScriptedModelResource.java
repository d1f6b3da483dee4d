package io.agencyswarm.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a {@link ScriptedModelServer} before the application under test, configures it there, and stops it afterwards.
 * Test classes of one profile share the application and therefore the server, and must
 * {@link ScriptedModelServer#reset() reset} it before each test. Each profile has a separate server and a separate
 * {@link ScriptedModelServer#current()}, because Quarkus reloads the classes for each profile.
 */
public final class ScriptedModelResource implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable ScriptedModelServer server;

    @Override
    public Map<String, String> start() {
        ScriptedModelServer started = ScriptedModelServer.start();
        server = started;
        return Map.of(
                "agency-swarm.openai.base-url", started.baseUrl(),
                "agency-swarm.openai.api-key", "sk-test",
                "agency-swarm.offline", "never",
                "agency-swarm.model.retry.pause", "10ms");
    }

    @Override
    public void stop() {
        ScriptedModelServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    static @Nullable ScriptedModelServer running() {
        return server;
    }
}
