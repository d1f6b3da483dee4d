package io.agencyswarm.cluster;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Several processes of one service. A single process needs none of these keys. */
@ConfigMapping(prefix = "agency-swarm.cluster")
public interface ClusterConfig {

    /**
     * The other processes, each as {@code host:port}, reached over plain HTTP. By default there are none. A host name
     * stands for all its addresses, like that of a headless Service, and is resolved for each request.
     */
    Optional<List<String>> peers();

    /**
     * The address of this process as seen by the others, {@code ip} or {@code ip:port}, so that it sends no request to
     * itself. By default the addresses of the network interfaces, with the port of the service.
     */
    Optional<String> self();

    /** Timeout for resolving a host name, and for connecting to one process. The limit can't be disabled. */
    @WithDefault("1s")
    @Range(min = "1ms", max = "1d")
    Duration connectTimeout();

    /**
     * Timeout for the response of another process, in addition to the time that the request itself waits, as a cancel
     * does. The limit can't be disabled.
     */
    @WithDefault("5s")
    @Range(min = "1ms", max = "1d")
    Duration answerTimeout();

    /**
     * Maximum size of the response of another process, in bytes. A larger one is discarded. The limit can't be
     * disabled.
     */
    @WithDefault("67108864")
    @Range(min = "1024")
    int maxAnswerBytes();
}
