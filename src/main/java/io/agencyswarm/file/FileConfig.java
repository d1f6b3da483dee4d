package io.agencyswarm.file;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where attached files may come from. */
@ConfigMapping(prefix = "agency-swarm.files")
public interface FileConfig {

    /** Directories of this machine whose files clients may attach by path; none by default. Missing ones are skipped. */
    Optional<List<Path>> allowedLocalDirs();
}
