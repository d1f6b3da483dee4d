package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolSpec;

/** A tool that clients may call. */
sealed interface OfferedTool {

    /** The tool's name, description and schema. */
    ToolSpec spec();

    /** A served tool. */
    record Served(Tool tool) implements OfferedTool {

        @Override
        public ToolSpec spec() {
            return tool.spec();
        }
    }

    /** An agency, which answers as a tool. */
    record AgencyTool(Agency agency, ToolSpec spec) implements OfferedTool {}

    /** Returns the tool's entry in the response to {@code tools/list}. */
    default ObjectNode definition() {
        ObjectNode json = Json.object().put("name", spec().name());
        json.put("description", spec().description().isBlank() ? spec().name() : spec().description());
        json.set("inputSchema", spec().inputSchema());
        return json;
    }
}
