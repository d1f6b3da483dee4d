package io.agencyswarm.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that a client does in a case. A header whose value is null is not sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Http.class, name = "http"),
    @JsonSubTypes.Type(value = Step.Stream.class, name = "stream"),
    @JsonSubTypes.Type(value = Step.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Step.Leave.class, name = "leave")
})
sealed interface Step {

    /** A plain call, with a JSON body, a raw one or none. */
    record Http(
            @JsonProperty(required = true) String method,
            @JsonProperty(required = true) String path,
            @Nullable JsonNode json,
            @Nullable String raw,
            @Nullable Map<String, @Nullable String> headers)
            implements Step {}

    /** A stream, read to its end. */
    record Stream(
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) JsonNode json,
            @Nullable Map<String, @Nullable String> headers)
            implements Step {}

    /** A stream whose run is cancelled over a second connection once {@code after} frames have come. */
    record Cancel(
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) JsonNode json,

            @JsonProperty(value = "cancel_path", required = true)
            String cancelPath,

            @JsonProperty(required = true) int after,
            @Nullable String mode)
            implements Step {}

    /** A stream that the client leaves once {@code after} frames have come. */
    record Leave(
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) JsonNode json,
            @JsonProperty(required = true) int after)
            implements Step {}
}
