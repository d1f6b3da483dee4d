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
     * Returns the directories that exist now, as absolute paths.
     *
     * @return empty if none are configured; an empty list if none of them exist
     */
    public Optional<List<String>> existing() {
        return configured.map(dirs -> dirs.stream()
                .map(dir -> dir.toAbsolutePath().normalize())
                .filter(Files::isDirectory)
                .map(Path::toString)
                .toList());
    }

    /**
     * Returns the directories that exist now, with links resolved.
     *
     * @throws io.agencyswarm.error.AgencyException if one of them is not a directory
     */
    List<Path> resolved(Attachment attachment) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (Path dir : configured.orElse(List.of())) {
            Path absolute = dir.toAbsolutePath();
            if (Files.isDirectory(absolute)) {
                paths.add(absolute.toRealPath());
            } else if (Files.exists(absolute)) {
                // The operator has to fix this, so the client does not get the directory's name.
                LOG.errorf("agency-swarm.files.allowed-local-dirs names \"%s\", which is not a directory.", absolute);
                throw attachment.failure(
                        "one of the service's allowed directories is not a directory; its operator must correct"
                                + " agency-swarm.files.allowed-local-dirs.");
            }
        }
        return paths;
    }
}
