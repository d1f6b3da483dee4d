package io.agencyswarm.agui;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** AG-UI; read in the build of that profile only. */
@ConfigMapping(prefix = "agency-swarm.agui")
public interface AguiConfig {

    /**
     * Whether each event of the models goes to clients as {@code RAW} besides, in the form of the Responses API,
     * without instructions and tools.
     */
    @WithDefault("false")
    boolean rawEvents();
}
