package io.agencyswarm.run;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Limits of runs and their tool calls. */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RunLimitsConfig {

    /**
     * Maximum depth of delegation: the levels of agents below the one that the user talks to. Zero disables delegation.
     */
    @WithDefault("8")
    @Range(min = "0", zeroDisables = true)
    int delegationDepth();

    /**
     * Maximum duration of a run. A run that takes longer fails, and its complete items are stored. The time in which a
     * {@code ThreadStore} bean then saves the conversation is not limited. Zero disables the limit.
     */
    @WithDefault("1h")
    @Range(min = "0s", max = "365d", zeroDisables = true)
    Duration runTime();

    /**
     * Maximum duration of a call of a tool without {@code @TimeLimit}. If it takes longer, the tool is interrupted, the
     * model gets an error as its output, and the run continues. Messages to other agents have no limit of their own.
     * Zero disables the limit.
     */
    @WithDefault("5m")
    @Range(min = "0s", max = "365d", zeroDisables = true)
    Duration toolTime();

    /**
     * Maximum number of concurrent tool calls of all runs and clients. Further calls wait. Calls that were interrupted
     * but have not returned do not count. If their number reaches the same maximum, a further call fails. The limit
     * can't be disabled.
     */
    @WithName("tools")
    @WithDefault("200")
    @Range(min = "1")
    int concurrentToolCalls();

    /**
     * Maximum size of an image or file that a tool may return, in bytes. If it is larger, the call fails; in a list, it
     * is replaced by a sentence. The limit can't be disabled.
     */
    @WithDefault("5242880")
    @Range(min = "1")
    long toolMediaBytes();

    /**
     * Maximum number of tool calls and messages to other agents in one answer of a model. If there are more, the run
     * fails, because each call has a thread. The limit can't be disabled.
     */
    @WithDefault("1000")
    @Range(min = "1")
    int callsPerTurn();

    /**
     * Maximum size of a single answer of a model, in bytes of its events. If the answer with a chat name is larger,
     * the run continues without a name. The limit can't be disabled.
     */
    @WithDefault("67108864")
    @Range(min = "1024")
    long answerBytes();

    /**
     * Maximum size of what a run holds until its end, in bytes: the items of models and tools as JSON, including those
     * of delegated runs, and the images and files that tools return. The limit can't be disabled.
     */
    @WithDefault("67108864")
    @Range(min = "1024")
    long runBytes();

    /**
     * Maximum number of model requests of one run, including those of delegated runs. The request for a chat name, at
     * most one in a run, does not count. The limit can't be disabled.
     */
    @WithDefault("100")
    @Range(min = "1")
    int modelRequests();
}
