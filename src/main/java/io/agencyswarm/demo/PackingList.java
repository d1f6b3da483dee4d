package io.agencyswarm.demo;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** A tool written as a record: its components are the arguments. */
@ServedTool
@JsonClassDescription("Says what to pack for a trip.")
record PackingList(
        @JsonPropertyDescription("Where the trip goes.") String city,

        @JsonPropertyDescription("Nights away.") @Min(1) @Max(60)
        int nights,

        @JsonPropertyDescription("What the trip is for.") @JsonProperty(defaultValue = "leisure")
        Purpose purpose)
        implements ToolClass {

    /** The purpose of a trip. */
    enum Purpose {
        @JsonProperty("leisure")
        LEISURE,
        @JsonProperty("business")
        BUSINESS
    }

    @Override
    public String run(ToolContext context) {
        String extra = purpose == Purpose.BUSINESS ? "a suit" : "good shoes for " + city;
        return (nights + 1) + " shirts, a charger and " + extra + ".";
    }
}
