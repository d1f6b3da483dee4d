package io.agencyswarm.store;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The process's runs, as the store has to know them. One bean of the {@code run} package. Methods never block. */
public interface RunOwner {

    /**
     * The ids of the runs of this process that have a row and are not over. A run is among them from before its row is
     * written until after its end was, for a row that no run has is ended.
     */
    Collection<String> keptRuns();

    /** {@code ip:port} at which peers find this process, for the rows of its runs; null where that is not known. */
    @Nullable
    String address();

    /** Another process has given the run up: it is to stop, and nothing of it is written any more. */
    void fenced(String runId);
}
