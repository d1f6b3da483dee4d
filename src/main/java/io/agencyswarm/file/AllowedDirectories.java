package io.agencyswarm.file;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The directories of this machine whose files clients may attach. */
@Singleton
public class AllowedDirectories {

    private final Optional<List<Path>> configured;

    @Inject
    AllowedDirectories(FileConfig config) {
        this.configured = config.allowedLocalDirs();
    }

    /**
     * Those that can be used now, as absolute paths.
     *
     * @return empty where none are configured, which is not the same as none that can be used
     */
    public Optional<List<String>> usable() {
        return configured.map(dirs -> dirs.stream()
                .map(dir -> dir.toAbsolutePath().normalize())
                .filter(Files::isDirectory)
                .map(Path::toString)
                .toList());
    }
}
