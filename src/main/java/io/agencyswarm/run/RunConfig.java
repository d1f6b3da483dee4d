package io.agencyswarm.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * How far a run may go. A run that reaches a limit ends as failed, with a sentence that names the limit.
 */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RunConfig {

    /** Levels of delegation beneath the agent that the user talks to; 0 turns delegation off. */
    @WithDefault("8")
    @Min(0)
    int delegationDepth();

    /**
     * Requests for runs at a time, from their first byte to the last of their answers; one more gets 429 with
     * {@code Retry-After}.
     */
    @WithDefault("10000")
    @Min(1)
    int concurrentRuns();

    /**
     * The bodies of all requests for runs at a time, in bytes that have arrived, with the stored threads that they
     * continue; they count until their runs are over, and take up to fifteen times as much memory. Answers with stored
     * threads and runs may have a third of that, beside it. A body with so many values that they take more counts as a larger one. One
     * request more gets 429 with {@code Retry-After}. A twentieth of the heap by default.
     */
    Optional<@Min(1) Long> requestBytes();

    /**
     * The longest time that a run may take, from its start. Past it the run ends as failed, with what was whole by then.
     * One hour by default. Zero disables the limit.
     */
    @WithDefault("1h")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration runTime();

    /**
     * The longest time that a call of a tool may take, unless the tool has a limit of its own (@TimeLimit). Past it the
     * tool is interrupted and its caller told so; messages to other agents have no limit of their own. Five minutes by
     * default. Zero disables the limit.
     */
    @WithDefault("5m")
    @DurationMin(nanos = 0, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    @DurationMax(days = 365, message = "must be between 0s, which disables it, and 365 days, but is ${validatedValue}")
    Duration toolTime();

    /**
     * Calls of tools at a time, of all runs and of clients; further ones wait. Calls that were given up and ignore that
     * are not counted, up to as many again; past that a call fails.
     */
    @WithDefault("200")
    @Min(1)
    int tools();

    /** The largest picture or file that a tool may return, in bytes. A larger one is a failure of the tool. */
    @WithDefault("5242880")
    @Min(1)
    long toolMediaBytes();

    /**
     * Calls of tools and messages to other agents that a model may ask for in one turn. An answer with more of them fails
     * the run, because each has a thread. It can't be switched off.
     */
    @WithDefault("1000")
    @Min(1)
    int callsPerTurn();

    /** The longest single answer of a model, in bytes of its events. */
    @WithDefault("67108864")
    @Min(1024)
    long answerBytes();

    /**
     * What a run may keep until its end: the items that models and tools said, delegated runs included, in bytes of
     * JSON. Pictures and files that tools return are part of it.
     */
    @WithDefault("67108864")
    @Min(1024)
    long runBytes();

    /** Model requests of one run, delegated ones included. */
    @WithDefault("100")
    @Min(1)
    int modelRequests();
}
