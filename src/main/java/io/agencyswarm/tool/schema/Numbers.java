package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers in a tool's arguments. Accepts numbers that are written as text, because models do that. */
final class Numbers {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,100}(\\.\\d{1,100})?");

    private Numbers() {}

    /**
     * Returns the value as an integer, such as {@code 3}, {@code "3"} and {@code 3.0}; empty if it is not an integer.
     */
    static Optional<JsonNode> integer(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Optional.of(value);
        }
        if (value.isTextual() && INTEGER.matcher(value.textValue()).matches()) {
            return Optional.of(BigIntegerNode.valueOf(new BigInteger(value.textValue())));
        }
        // Only within the range of long: 1e999999999 is an integer too, but does not fit into memory.
        return value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()
                ? Optional.of(LongNode.valueOf(value.longValue()))
                : Optional.empty();
    }

    /** Returns the value as a number; empty if it is not a number. */
    static Optional<JsonNode> number(JsonNode value) {
        if (value.isTextual() && NUMBER.matcher(value.textValue()).matches()) {
            return Optional.of(DecimalNode.valueOf(new BigDecimal(value.textValue())));
        }
        return value.isNumber() ? Optional.of(value) : Optional.empty();
    }
}
