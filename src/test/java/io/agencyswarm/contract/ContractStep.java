package io.agencyswarm.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step of a client in a case. A header whose value is null is not sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ContractStep.Http.class, name = "http"),
    @JsonSubTypes.Type(value = ContractStep.Stream.class, name = "stream"),
    @JsonSubTypes.Type(value = ContractStep.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = ContractStep.Leave.class, name = "leave")
})
sealed interface ContractStep {

    /** A plain call with a JSON body, a raw body or none. */
    record Http(
            @JsonProperty(required = true) String method,
            @JsonProperty(required = true) String path,
            @Nullable JsonNode json,
            @Nullable String raw,
            @Nullable Map<String, @Nullable String> headers)
            implements ContractStep {}

    /** A stream that is read to its end. */
    record Stream(
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) JsonNode json,
            @Nullable Map<String, @Nullable String> headers)
            implements ContractStep {}

    /** A stream whose run is cancelled over a second connection after {@code after} frames. */
    record Cancel(
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) JsonNode json,

            @JsonProperty(value = "cancel_path", required = true)
            String cancelPath,

            @JsonProperty(required = true) int after,
            @Nullable String mode)
            implements ContractStep {}

    /** A stream that the client closes after {@code after} frames. */
    record Leave(
            @JsonProperty(required = true) String path,
            @JsonProperty(required = true) JsonNode json,
            @JsonProperty(required = true) int after)
            implements ContractStep {}
}
