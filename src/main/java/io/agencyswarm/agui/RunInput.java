package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.store.OnBusy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of a client.
 *
 * @param messages the conversation as the client sent it
 * @param state null if the client sent none
 * @param onBusy what to do if other runs of the thread are live, null for nothing
 * @param request the run request
 */
record RunInput(
        Agency agency,
        ClientIds ids,
        List<ObjectNode> messages,
        @Nullable JsonNode state,
        @Nullable OnBusy onBusy,
        RunRequest request) {

    /**
     * The client's own ids of the run; they have no meaning for this service.
     *
     * @param parentRunId null if the client sent none
     */
    record ClientIds(
            String threadId, String runId, @Nullable String parentRunId) {}
}
