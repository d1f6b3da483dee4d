package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * A tool that calls an operation of an API. The API itself validates the values of the arguments.
 *
 * @param spec the description for models
 */
record ApiTool(ToolSpec spec, Api api, ApiOperation operation) implements Tool {

    @Override
    public JsonNode call(ToolContext context, ObjectNode arguments) throws InterruptedException {
        return api.call(operation, arguments);
    }

    /** Disables the tool's time limit, because the API has its own timeout. */
    @Override
    public Optional<Duration> timeLimit() {
        return Optional.of(Duration.ZERO);
    }
}
