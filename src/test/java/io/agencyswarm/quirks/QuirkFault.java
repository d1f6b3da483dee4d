package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A difference: its location, the expected value, and the actual one. */
record QuirkFault(String where, String expected, String got) {

    private static final int LONGEST = 260;

    static QuirkFault of(String where, @Nullable Object expected, @Nullable Object got) {
        return new QuirkFault(where, brief(expected), brief(got));
    }

    QuirkFault at(String place) {
        return new QuirkFault(place + where, expected, got);
    }

    @Override
    public String toString() {
        return where + ": wanted " + expected + ", got " + got;
    }

    private static String brief(@Nullable Object value) {
        String text = value instanceof JsonNode json ? JsonText.write(json) : String.valueOf(value);
        String line = text.replaceAll("\\s+", " ");
        return line.length() < LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
