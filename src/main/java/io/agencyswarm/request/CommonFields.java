package io.agencyswarm.request;

import io.agencyswarm.item.Conversation;
import io.agencyswarm.model.ClientConfig;
import java.util.List;
import java.util.Map;

/**
 * The fields that the requests of all endpoints that start a run have in common.
 *
 * @param history {@code chat_history}
 * @param additionalInstructions may be empty
 * @param userContext values as in {@link io.agencyswarm.run.RunOptions}, as
 *     {@link io.agencyswarm.auth.Caller#withPrincipal} returns it
 * @param fileIds the ids of files that the provider already has
 * @param fileUrls the URLs or paths of files by the client's names for them, in the client's order
 * @param clientConfig {@code client_config}
 */
public record CommonFields(
        Conversation history,
        String additionalInstructions,
        Map<String, Object> userContext,
        List<String> fileIds,
        Map<String, String> fileUrls,
        ClientConfig clientConfig) {}
