package io.agencyswarm.tool;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools as users write them. */
public final class Examples {

    private Examples() {}

    public enum Unit {
        @JsonProperty("celsius")
        CELSIUS,
        @JsonProperty("fahrenheit")
        FAHRENHEIT;

        @Override
        public String toString() {
            return this == CELSIUS ? "celsius" : "fahrenheit";
        }
    }

    public enum Level {
        @JsonProperty("low")
        LOW,
        HIGH
    }

    public record Place(
            @JsonPropertyDescription("City name.") String city,

            @JsonPropertyDescription("Country code.") @Nullable
            String country) {}

    @ServedTool
    @JsonClassDescription("Tells the weather at a place.")
    public record Weather(
            @JsonPropertyDescription("Where.") Place place,

            @JsonProperty(defaultValue = "celsius") @JsonPropertyDescription("Unit of the temperature.")
            Unit unit,

            @JsonProperty(defaultValue = "1") @Min(1) @Max(7) @JsonPropertyDescription("Days ahead.")
            int days)
            implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return place.city() + ": 20 " + unit + " for " + days + " day(s)";
        }
    }

    public record Address(
            String street, @JsonProperty("zip_code") int zipCode) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return street + " " + zipCode;
        }
    }

    @FailsRun
    public record Failing() implements ToolClass {

        @Override
        public Object run(ToolContext context) throws IOException {
            throw new IOException("disk full");
        }
    }

    /** A tree, and a type that is used more than once. */
    public record Branch(
            @Size(min = 1) String label,
            List<Branch> branches,
            @Nullable Branch best) implements ToolClass {

        @Override
        public Object run(ToolContext context) {
            return branches.size();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    public sealed interface Shape {}

    public record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    /** Rejects values in its constructor, by a class-level constraint, and by a pattern. */
    record Period(
            LocalDate from,
            LocalDate to,

            @JsonProperty("room_code") @Pattern(regexp = "[A-Z]\\d")
            String room) implements ToolClass {

        Period {
            if (from.getYear() < 2000) {
                throw new IllegalArgumentException("from must be in this century");
            }
        }

        @AssertTrue(message = "must end after it begins")
        boolean isOrdered() {
            return from.isBefore(to);
        }

        @Override
        public Object run(ToolContext context) {
            return room;
        }
    }

    public static Object calculator() {
        return new Calculator();
    }

    /** A class and methods that are not public. */
    static class Calculator {

        @Tool("Adds two whole numbers.")
        int add(@P("The first number.") int a, @P("The second number.") int b) {
            return a + b;
        }

        @Tool(
                name = "greet",
                value = {"Greets.", "Politely."})
        @ServedTool
        String hello(
                @P(name = "who", description = "Whom.") String name,
                @P(value = "How loud.", defaultValue = "low") Level level,
                @P(required = false, value = "") @Nullable String title) {
            return level + " " + (title == null ? "" : title + " ") + name;
        }

        @Tool
        void forget() {}

        @Tool
        @FailsRun
        String stumble(String reason) throws IOException {
            throw new IOException("stumbled: " + reason);
        }

        @Tool
        String whoami(ToolContext context, Optional<@Min(1) Integer> times) {
            return context.agent() + " " + times;
        }

        int noTool() {
            return 0;
        }
    }

    /** Every kind of limit on a parameter. */
    public static class Limited {

        @Tool
        String limited(
                @Size(min = 2, max = 3) String name,
                @Size(max = 2) List<@Size(max = 3) String> tags,
                Map<String, @Max(9) Integer> counts,
                List<@Nullable String> gaps,
                @Pattern(regexp = "[a-z]+") String code,
                @Valid Place place) {
            return name + tags + counts + gaps + code + place.city();
        }

        @Tool
        String shape(Shape shape) {
            return shape.toString();
        }
    }

    public static class Trees {

        @Tool
        int count(Branch tree, @Nullable Branch other, @Nullable Unit unit) {
            return 0;
        }
    }
}
