package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.run.RunResult;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code get_response}. */
@Schema(
        name = "AgencyResponse",
        requiredProperties = {"response", "new_messages", "usage"})
record ResponseBody(
        @Schema(description = "The agent's answer.") String response,

        @Schema(description = "Responses items with who said them; send them back as chat_history to go on.")
        @JsonProperty("new_messages")
        List<ObjectNode> newMessages,

        UsageBody usage) {

    static ResponseBody of(RunResult result) {
        return new ResponseBody(result.response(), MessagesFrame.items(result), UsageBody.of(result.usage()));
    }
}
