package io.agencyswarm.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts one {@link ScriptedModelServer} for all tests of this JVM and points the application at it. It stays up until
 * the JVM ends, because an application outlives the test class that started it.
 */
public final class ScriptedModelResource implements QuarkusTestResourceLifecycleManager {

    private static @Nullable ScriptedModelServer server;

    @Override
    public Map<String, String> start() {
        ScriptedModelServer running = startOnce();
        running.reset();
        return Map.of(
                "agency-swarm.openai.base-url", running.baseUrl(),
                "agency-swarm.openai.api-key", "sk-test",
                "agency-swarm.offline", "never",
                "agency-swarm.model.retry.pause", "10ms");
    }

    @Override
    public void stop() {
        // Kept, as said above.
    }

    static synchronized @Nullable ScriptedModelServer running() {
        return server;
    }

    private static synchronized ScriptedModelServer startOnce() {
        ScriptedModelServer running = server;
        if (running == null) {
            running = ScriptedModelServer.start();
            server = running;
        }
        return running;
    }
}
