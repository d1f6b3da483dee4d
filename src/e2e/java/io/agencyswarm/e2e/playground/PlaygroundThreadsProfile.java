package io.agencyswarm.e2e.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The playground of a service that stores threads in a file, and lists them for everyone. */
public class PlaygroundThreadsProfile extends PlaygroundOpenProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("agency-swarm.store.kind", "embedded");
        settings.put("agency-swarm.store.path", file().toString());
        settings.put("agency-swarm.threads.list-all", "true");
        return settings;
    }

    private static Path file() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "e2e", "stores"));
            return Files.createTempDirectory(directory, "playground").resolve("kept.db");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
