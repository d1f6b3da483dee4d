package io.agencyswarm.agency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.ToolContext;
import io.agencyswarm.tool.ToolSpec;

/** A tool without arguments that returns its own name. */
public record FixedTool(ToolSpec spec, boolean served) implements Tool {

    public static FixedTool named(String name) {
        return described(name, "Says " + name);
    }

    public static FixedTool described(String name, String description) {
        return new FixedTool(new ToolSpec(name, description, Json.object().put("type", "object")), false);
    }

    public FixedTool asServed() {
        return new FixedTool(spec, true);
    }

    @Override
    public String call(ToolContext context, ObjectNode arguments) {
        return spec.name();
    }
}
