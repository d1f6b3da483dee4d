package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.http.frame.MessagesData;
import io.agencyswarm.http.frame.UsageBody;
import io.agencyswarm.http.response.JsonResponseBody;
import io.agencyswarm.run.RunResult;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The response of {@code get_response}. */
@RegisterForReflection(registerFullHierarchy = true)
record ResponseBody(
        JsonNode response,

        @JsonProperty("new_messages") List<ObjectNode> newMessages,

        UsageBody usage,

        @JsonProperty("file_ids_map") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fileIdsMap,

        @JsonProperty("chat_name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String chatName,

        @JsonProperty("store_error") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String storeError)
        implements JsonResponseBody {

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
