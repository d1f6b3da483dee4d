package io.agencyswarm.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of runs. A run that reaches one of them fails with a sentence that names the limit. */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RunLimitsConfig {

    /**
     * The most levels of agents that ask other agents, below the agent that the user talks to. Zero disables
     * delegation.
     */
    @WithDefault("8")
    @Min(0)
    int delegationDepth();

    /**
     * The most requests for runs at a time, from the first byte of a request to the last byte of its answer. One more
     * gets 429 with {@code Retry-After}. The limit can't be disabled.
     */
    @WithDefault("10000")
    @Min(1)
    int concurrentRuns();

    /**
     * The most bytes of all requests for runs at a time: the bodies, as far as they have arrived, and the stored
     * threads that they continue. They count until their runs have ended, and take up to fifteen times as much memory.
     * Answers with stored threads and runs may have a third of it besides. One request more gets 429 with {@code
     * Retry-After}. By default a twentieth of the heap. The limit can't be disabled.
     */
    Optional<@Min(1) Long> requestBytes();

    /**
     * The longest time of a run. A run that takes longer fails, and its complete items are kept. Zero disables the
     * limit.
     */
    @WithDefault("1h")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration runTime();

    /**
     * The longest time of a call of a tool without {@code @TimeLimit}. After it the tool is interrupted, the model is
     * told, and the run goes on. Messages to other agents have no limit of their own. Zero disables the limit.
     */
    @WithDefault("5m")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration toolTime();

    /**
     * The most calls of tools at a time, of all runs and clients together. Further calls wait. Calls that were given up
     * but still run do not count, up to the same number again; past that a call fails. The limit can't be disabled.
     */
    @WithDefault("200")
    @Min(1)
    int tools();

    /**
     * The largest picture or file that a tool may return, in bytes. A larger one is a failure of the tool. The limit
     * can't be disabled.
     */
    @WithDefault("5242880")
    @Min(1)
    long toolMediaBytes();

    /**
     * The most calls of tools and messages to other agents in one answer of a model. An answer with more fails the run,
     * because each call has a thread. The limit can't be disabled.
     */
    @WithDefault("1000")
    @Min(1)
    int callsPerTurn();

    /** The largest single answer of a model, in bytes of its events. The limit can't be disabled. */
    @WithDefault("67108864")
    @Min(1024)
    long answerBytes();

    /**
     * The most bytes that a run keeps until its end: the items of models and tools as JSON, those of delegated runs
     * included, with pictures and files that tools return. The limit can't be disabled.
     */
    @WithDefault("67108864")
    @Min(1024)
    long runBytes();

    /** The most model requests of one run, those of delegated runs included. The limit can't be disabled. */
    @WithDefault("100")
    @Min(1)
    int modelRequests();
}
