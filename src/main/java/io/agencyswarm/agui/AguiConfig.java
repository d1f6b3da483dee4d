package io.agencyswarm.agui;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** AG-UI. These keys have an effect in the build of the profile {@code agui} only. */
@ConfigMapping(prefix = "agency-swarm.agui")
public interface AguiConfig {

    /**
     * Whether clients also get each event of the models as {@code RAW}, in the format of the Responses API, without
     * instructions and tools.
     */
    @WithDefault("false")
    boolean rawEvents();
}
