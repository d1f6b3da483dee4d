package io.agencyswarm.request;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.model.ClientConfig;
import java.util.List;
import java.util.Map;

/**
 * What the requests of all endpoints that start a run have in common.
 *
 * @param history {@code chat_history}
 * @param additionalInstructions may be empty
 * @param userContext values as in {@link io.agencyswarm.run.RunOptions}, signed by {@link io.agencyswarm.auth.Caller}
 * @param fileIds files that the provider has already
 * @param fileUrls sources of files by the names that the client gives them, in its order
 * @param clientConfig {@code client_config}
 */
public record CommonFields(
        Conversation history,
        String additionalInstructions,
        Map<String, Object> userContext,
        List<String> fileIds,
        Map<String, String> fileUrls,
        ClientConfig clientConfig) {}
