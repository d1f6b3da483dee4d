package io.agencyswarm.agui;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The OpenAPI schema of an event. Each type has further fields, which the protocol's own schema defines.
 *
 * @param type the kind of event
 * @param timestamp milliseconds since the epoch; absent in pieces of text
 * @param subagentRunId the delegated run that the event belongs to; absent for the agent that talks to the user
 */
record AguiEvent(
        @Schema(
                required = true,
                description = "The kind of event. For the fields of each type, see"
                        + " https://docs.ag-ui.com/spec/1.0/schema",
                enumeration = {
                    "RUN_STARTED",
                    "STEP_STARTED",
                    "STEP_FINISHED",
                    "TEXT_MESSAGE_START",
                    "TEXT_MESSAGE_CONTENT",
                    "TEXT_MESSAGE_END",
                    "REASONING_START",
                    "REASONING_MESSAGE_START",
                    "REASONING_MESSAGE_CONTENT",
                    "REASONING_MESSAGE_END",
                    "REASONING_ENCRYPTED_VALUE",
                    "REASONING_END",
                    "TOOL_CALL_START",
                    "TOOL_CALL_ARGS",
                    "TOOL_CALL_END",
                    "TOOL_CALL_RESULT",
                    "SUBAGENT_STARTED",
                    "SUBAGENT_FINISHED",
                    "SUBAGENT_ERROR",
                    "STATE_SNAPSHOT",
                    "MESSAGES_SNAPSHOT",
                    "CUSTOM",
                    "RAW",
                    "RUN_FINISHED",
                    "RUN_ERROR"
                })
        String type,

        @Schema(description = "Milliseconds since the epoch; absent in pieces of text.")
        long timestamp,

        @Schema(description = "The delegated run that the event belongs to.")
        String subagentRunId) {

    /** A short stream as it is sent. */
    static final String EXAMPLE = """
            data: {"type":"RUN_STARTED","threadId":"thread_1","runId":"run_1","protocolVersion":"1.0",\
            "timestamp":1790000000000}

            data: {"type":"STEP_STARTED","stepName":"Lead","timestamp":1790000000001}

            data: {"type":"TEXT_MESSAGE_START","messageId":"msg_1","role":"assistant","name":"Lead",\
            "timestamp":1790000000700}

            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"msg_1","delta":"Hello"}

            data: {"type":"TEXT_MESSAGE_END","messageId":"msg_1","timestamp":1790000000900}

            data: {"type":"STEP_FINISHED","stepName":"Lead","timestamp":1790000000901}

            data: {"type":"MESSAGES_SNAPSHOT","messages":[{"id":"m1","role":"user","content":"Hi"},\
            {"id":"msg_1","role":"assistant","name":"Lead","content":"Hello"}],"timestamp":1790000000901}

            data: {"type":"RUN_FINISHED","threadId":"thread_1","runId":"run_1","usage":[{"inputTokens":9,\
            "outputTokens":2,"totalTokens":11,"cachedInputTokens":0,"cacheWriteInputTokens":0}],\
            "outcome":{"type":"success"},"timestamp":1790000000901}

            """;
}
