package io.agencyswarm.run;

import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Map;

/**
 * Options of a client's request.
 *
 * @param additionalInstructions appended to the recipient's instructions; may be empty
 * @param userContext merged over a copy of the agency's for each run; values are of JSON's types (maps, lists, strings,
 *     numbers, booleans, null)
 * @param clientConfig how the run reaches its models
 * @param clientTools tools that the client runs itself: the agent that talks to the user may call them, and the run
 *     ends with the call
 * @param generateChatName whether the conversation is to be given a name
 */
public record RunOptions(
        String additionalInstructions,
        Map<String, Object> userContext,
        ClientConfig clientConfig,
        List<ToolSpec> clientTools,
        boolean generateChatName) {

    /** No options. */
    public static final RunOptions NONE = of("", Map.of());

    /** Returns the options of a request that chooses neither models nor tools. */
    public static RunOptions of(String additionalInstructions, Map<String, Object> userContext) {
        return new RunOptions(additionalInstructions, userContext, ClientConfig.NONE, List.of(), false);
    }

    /** Copies the list. */
    public RunOptions {
        clientTools = List.copyOf(clientTools);
    }
}
