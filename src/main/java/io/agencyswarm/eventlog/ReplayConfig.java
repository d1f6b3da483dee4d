package io.agencyswarm.eventlog;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Frames that are stored, so that a stream can be read again. */
@ConfigMapping(prefix = "agency-swarm.runs")
public interface ReplayConfig {

    /**
     * How long the frames of a run are stored in memory after its end. If this is zero, they are stored only while a
     * client reads them.
     */
    @WithDefault("10m")
    @Range(min = "0s", max = "365d", zeroDisables = true)
    Duration replayTime();

    /**
     * Maximum size of the stored frames of one run, in bytes. Its oldest frames are discarded first. The limit can't be
     * disabled.
     */
    @WithDefault("16777216")
    @Range(min = "65536")
    long replayBytes();

    /**
     * Maximum total size of the stored frames of all runs, in bytes. The frames of the runs that ended first are
     * discarded first. By default an eighth of the heap. The limit can't be disabled.
     */
    Optional<@Range(min = "1048576") Long> allReplayBytes();
}
