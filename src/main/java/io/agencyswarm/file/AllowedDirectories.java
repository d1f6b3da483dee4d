package io.agencyswarm.file;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The directories of this machine whose files clients may attach. */
@Singleton
public class AllowedDirectories {

    private static final Logger LOG = Logger.getLogger(AllowedDirectories.class);

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

    /** Those that exist now, links resolved; a fault of {@code attachment} where one is no directory. */
    List<Path> resolved(Attachment attachment) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path dir : configured.orElse(List.of())) {
            Path absolute = dir.toAbsolutePath();
            if (Files.isDirectory(absolute)) {
                found.add(absolute.toRealPath());
            } else if (Files.exists(absolute)) {
                // The operator's affair: the client is not told which.
                LOG.errorf("agency-swarm.files.allowed-local-dirs names \"%s\", which is no directory.", absolute);
                throw attachment.fault("a directory that the service allows files from is none; its operator has to"
                        + " correct agency-swarm.files.allowed-local-dirs.");
            }
        }
        return found;
    }
}
