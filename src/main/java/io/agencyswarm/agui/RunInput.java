package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.store.OnBusy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param messages the conversation as the client sent it
 * @param state null where the client sent none
 * @param onBusy what becomes of it where other runs of its thread are live, null for nothing
 * @param request what is to be run
 */
record RunInput(
        ClientIds ids,
        List<ObjectNode> messages,
        @Nullable JsonNode state,
        @Nullable OnBusy onBusy,
        RunRequest request) {

    /**
     * The client's own names for the run; they mean nothing to this service.
     *
     * @param parentRunId null where the client named none
     */
    record ClientIds(
            String threadId, String runId, @Nullable String parentRunId) {}
}
