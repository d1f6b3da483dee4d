package io.agencyswarm.demo;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;

/** A weather service that needs no network: it returns the same weather for the same place each time. */
@Singleton
@ServedTool
class ForecastTools {

    private static final List<String> SKIES = List.of("clear", "cloudy", "rainy", "windy", "sunny");

    @Tool("Tells the weather at a place.")
    String forecast(@P("The city's name.") String city, @P("Days ahead, 0 for today.") @Min(0) @Max(7) int daysAhead) {
        int seed = Math.floorMod(city.toLowerCase(Locale.ROOT).hashCode() + 31 * daysAhead, 1_000);
        String day = daysAhead == 0 ? "today" : "in " + daysAhead + " days";
        return city + " " + day + ": " + SKIES.get(seed % SKIES.size()) + ", " + (seed % 35 - 5) + " °C.";
    }
}
