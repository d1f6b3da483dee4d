package io.agencyswarm.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;

/** A class tool that nobody described. */
@ServedTool
record Address(String street, @JsonProperty("zip_code") int zipCode) implements ToolClass {

    @Override
    public String run(ToolContext context) {
        return street + " " + zipCode;
    }
}
