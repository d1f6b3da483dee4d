package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.http.answer.AnswerBody;
import io.agencyswarm.http.frame.MessagesData;
import io.agencyswarm.http.frame.UsageBody;
import io.agencyswarm.run.RunResult;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The response of {@code get_response}. */
@Schema(
        name = "AgencyResponse",
        requiredProperties = {"response", "new_messages", "usage"})
record ResponseBody(
        @Schema(
                description = "The agent's answer: text, or an object if the agent has an output type.",
                implementation = Object.class,
                oneOf = {String.class, ObjectNode.class})
        JsonNode response,

        @Schema(description = "Responses items with their agents; send them back as chat_history to continue.")
        @JsonProperty("new_messages")
        List<ObjectNode> newMessages,

        UsageBody usage,

        @Schema(description = "The ids of uploaded files by their names in file_urls, if there are any.")
        @JsonProperty("file_ids_map")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fileIdsMap,

        @Schema(description = "A short title, if generate_chat_name requested one.")
        @JsonProperty("chat_name")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String chatName,

        @Schema(description = "The reason why the run could not be stored.")
        @JsonProperty("store_error")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String storeError)
        implements AnswerBody {

    static ResponseBody of(RunResult result) {
        return new ResponseBody(
                result.response(),
                MessagesData.items(result),
                UsageBody.of(result.usage()),
                result.fileIds(),
                result.chatName(),
                result.storeError());
    }
}
