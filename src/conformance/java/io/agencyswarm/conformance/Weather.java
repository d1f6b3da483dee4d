package io.agencyswarm.conformance;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.agencyswarm.tool.ServedTool;
import io.agencyswarm.tool.ToolClass;
import io.agencyswarm.tool.ToolContext;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A class tool with all that a schema can say: a nested object, a choice, limits and defaults. */
@ServedTool
@JsonClassDescription("Tells the weather at a place.")
record Weather(
        @JsonPropertyDescription("Where.") Place place,

        @JsonProperty(defaultValue = "celsius") @JsonPropertyDescription("Unit of the temperature.")
        Unit unit,

        @JsonProperty(defaultValue = "1") @JsonPropertyDescription("Days ahead.") @Min(1) @Max(7)
        int days)
        implements ToolClass {

    record Place(
            @JsonPropertyDescription("City name.") String city,

            @JsonPropertyDescription("Country code.") @Nullable
            String country) {}

    enum Unit {
        @JsonProperty("celsius")
        CELSIUS,
        @JsonProperty("fahrenheit")
        FAHRENHEIT
    }

    @Override
    public String run(ToolContext context) {
        return "%s: 20 %s for %d day(s)".formatted(place.city(), unit.name().toLowerCase(Locale.ROOT), days);
    }
}
