package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agencyswarm.agency.AgencyGraph;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The OpenAPI schemas of bodies that are read or written field by field. */
final class OpenApiBodies {

    private OpenApiBodies() {}

    /** The body of {@code cancel_response_stream}. */
    @Schema(name = "CancelRequest", requiredProperties = "run_id")
    record CancelRequest(
            @Schema(description = "The id from the stream's first frame.") @JsonProperty("run_id")
            String runId,

            @Schema(
                    description = "Whether to stop at once, or after the current turn and its tools have ended.",
                    enumeration = {"immediate", "after_turn"},
                    defaultValue = "immediate",
                    nullable = true)
            @JsonProperty("cancel_mode")
            String cancelMode) {}

    /** The body of {@code get_logs}. */
    @Schema(name = "LogsRequest", requiredProperties = "log_id")
    record LogsRequest(
            @Schema(description = "The value of the header x-agency-log-id of the logged request.")
            @JsonProperty("log_id")
            String logId) {}

    /** A line of a log. */
    @Schema(
            name = "LogEntry",
            requiredProperties = {"message", "details"})
    record LogEntry(String message, LogDetails details) {}

    /** The details of a log line. */
    @Schema(
            name = "LogDetails",
            requiredProperties = {"timestamp", "level"},
            additionalProperties = Schema.True.class)
    record LogDetails(@Schema(format = "date-time") String timestamp, String level) {}

    /** The answer of a served tool. */
    @Schema(name = "ToolResponse", requiredProperties = "response")
    record ToolResponse(
            @Schema(description = "What the tool returned, with its JSON type.")
            Object response) {}

    /** The answer of a served tool that threw. */
    @Schema(name = "ToolFailure", requiredProperties = "Error")
    record ToolFailure(@JsonProperty("Error") String error) {}

    /** The body of a rejection. */
    @Schema(name = "Detail", requiredProperties = "detail")
    record DetailBody(String detail) {}

    /** The body of a fork request. */
    @Schema(name = "ForkRequest")
    record ForkRequest(
            @Schema(
                    description = "The number of the thread's items that the new thread begins with; all if absent.",
                    minimum = "0",
                    nullable = true)
            @JsonProperty("after_item")
            @Nullable
            Integer afterItem) {}

    /** The body for frames that are no longer stored. */
    @Schema(name = "FramesGone", description = "The frames that are still stored.")
    record FramesGone(
            String detail,
            @JsonProperty("oldest_event_id") long oldestEventId,
            @JsonProperty("last_event_id") long lastEventId) {}

    /** The body for a thread that has a live run. */
    @Schema(name = "ThreadBusy", description = "The thread or run is in use.")
    record ThreadBusy(
            String detail,

            @Schema(description = "The live run of the thread, if there is one.") @JsonProperty("run_id")
            String runId) {}

    /** A failure. */
    @Schema(name = "Failure", requiredProperties = "error")
    record FailureBody(String error) {}

    /** The problems of a request. */
    @Schema(name = "InvalidRequest", requiredProperties = "detail")
    record InvalidRequest(List<FaultBody> detail) {}

    /** One problem of a request. */
    @Schema(
            name = "Fault",
            requiredProperties = {"loc", "msg", "type"})
    record FaultBody(
            @Schema(description = "The location: names of fields and indexes of elements, from the outside in.")
            List<Object> loc,

            @Schema(description = "The description for a person.")
            String msg,

            @Schema(description = "The kind of problem for a program.", examples = "missing")
            String type) {}

    /** The data of a graph's nodes. The graph's own type can't name its variants. */
    @Schema(
            name = "GraphNodes",
            oneOf = {AgencyGraph.AgentData.class, AgencyGraph.ToolData.class})
    interface GraphNodes {}
}
