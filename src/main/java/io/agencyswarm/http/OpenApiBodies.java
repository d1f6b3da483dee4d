package io.agencyswarm.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agencyswarm.agency.AgencyGraph;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies that are read or written field by field, as the OpenAPI document shows them. */
final class OpenApiBodies {

    private OpenApiBodies() {}

    /** The body of {@code cancel_response_stream}. */
    @Schema(name = "CancelRequest", requiredProperties = "run_id")
    record CancelRequest(
            @Schema(description = "As the stream's first frame told it.") @JsonProperty("run_id")
            String runId,

            @Schema(
                    description =
                            "Whether to stop at once, or when the turn in progress has ended, its tools included.",
                    enumeration = {"immediate", "after_turn"},
                    defaultValue = "immediate",
                    nullable = true)
            @JsonProperty("cancel_mode")
            String cancelMode) {}

    /** The body of {@code get_logs}. */
    @Schema(name = "LogsRequest", requiredProperties = "log_id")
    record LogsRequest(
            @Schema(description = "What the header x-agency-log-id of the logged request said.") @JsonProperty("log_id")
            String logId) {}

    /** A line of a log. */
    @Schema(
            name = "LogEntry",
            requiredProperties = {"message", "details"})
    record LogEntry(String message, LogDetails details) {}

    /** What goes with a line of a log. */
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

    /** A refusal. */
    @Schema(name = "Detail", requiredProperties = "detail")
    record DetailBody(String detail) {}

    /** Where a fork begins. */
    @Schema(name = "ForkRequest")
    record ForkRequest(
            @Schema(
                    description = "How many of the thread's items the new one begins with; all without it.",
                    minimum = "0",
                    nullable = true)
            @JsonProperty("after_item")
            @Nullable
            Integer afterItem) {}

    /** Frames that are not kept any more. */
    @Schema(name = "FramesGone", description = "Which frames there are.")
    record FramesGone(
            String detail,
            @JsonProperty("oldest_event_id") long oldestEventId,
            @JsonProperty("last_event_id") long lastEventId) {}

    /** A thread that has a live run. */
    @Schema(name = "ThreadBusy", description = "Something else goes on there.")
    record ThreadBusy(
            String detail,

            @Schema(description = "The run that has the thread, where one has.") @JsonProperty("run_id")
            String runId) {}

    /** A failure. */
    @Schema(name = "Failure", requiredProperties = "error")
    record FailureBody(String error) {}

    /** The faults of a request. */
    @Schema(name = "InvalidRequest", requiredProperties = "detail")
    record InvalidRequest(List<FaultBody> detail) {}

    /** One fault of a request. */
    @Schema(
            name = "Fault",
            requiredProperties = {"loc", "msg", "type"})
    record FaultBody(
            @Schema(description = "Where: names of fields and indexes of elements, from the outside in.")
            List<Object> loc,

            @Schema(description = "What is wrong, for a person.")
            String msg,

            @Schema(description = "What is wrong, for a program.", examples = "missing")
            String type) {}

    /** What nodes of an agency's graph hold; the graph's own type can't name its kinds. */
    @Schema(
            name = "GraphNodes",
            oneOf = {AgencyGraph.AgentData.class, AgencyGraph.ToolData.class})
    interface GraphNodes {}
}
