package io.agencyswarm.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the pods of a service find each other; a process that is alone needs none of it. */
@ConfigMapping(prefix = "agency-swarm.cluster")
public interface ClusterConfig {

    /**
     * The pods, each as {@code host:port}, over plain HTTP; none by default, so that nobody is asked. A name stands for
     * all of its addresses, as that of a headless Service does, and is looked up for each question.
     */
    Optional<List<String>> peers();

    /**
     * This pod's own address as the others see it, {@code ip} or {@code ip:port}, which is left out when they are
     * asked; by default the addresses of the network interfaces with the port that is listened on.
     */
    Optional<String> self();

    /**
     * Has no effect any more, which is said in a warning at the start: what another pod has is found by asking all
     * {@link #peers}.
     */
    Optional<String> redis();

    /** How long finding and connecting to a peer may take, each; 1 s by default. */
    @WithDefault("1s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration connectTimeout();

    /** How long a peer may take beyond what a request waits for of itself, as a cancel does; 5 s by default. */
    @WithDefault("5s")
    @DurationMin(millis = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    @DurationMax(days = 1, message = "must be between 1ms and 1 day, but is ${validatedValue}")
    Duration answerTimeout();

    /** The largest answer of a peer, in bytes; 64 MiB by default. A larger one is dropped. */
    @WithDefault("67108864")
    @Min(1024)
    int maxAnswerBytes();
}
