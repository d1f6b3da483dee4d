package io.agencyswarm.store;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** This process's runs, for the store. One bean of the {@code run} package. Methods never block. */
public interface LocalRuns {

    /**
     * Returns the ids of this process's live runs that have a row. A run is included from before its row is written
     * until after its end was written, because the store ends rows that no run has.
     */
    Collection<String> liveRunIds();

    /** Returns {@code ip:port} at which peers reach this process, for the rows of its runs; null if it is not known. */
    @Nullable
    String address();

    /** Called when another process has taken over the run: it has to stop, and nothing more of it is written. */
    void onFenced(String runId);
}
