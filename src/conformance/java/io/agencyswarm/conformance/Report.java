package io.agencyswarm.conformance;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import java.util.List;

/** A class tool whose value is an object. */
@ServedTool
@JsonClassDescription("Returns a structured report.")
record Report(String title) implements ToolClass {

    record Page(String title, List<Integer> lines) {}

    @Override
    public Page run(ToolContext context) {
        return new Page(title, List.of(1, 2, 3));
    }
}
