package io.agencyswarm.tool.schema;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.text.Excerpt;
import org.jspecify.annotations.Nullable;

/** Shortens an argument's value for a message about it. */
public final class ValueExcerpt {

    private static final int MAX_LENGTH = 60;

    private ValueExcerpt() {}

    /** Returns the value's JSON text, shortened to 60 characters. */
    public static String value(JsonNode value) {
        return Excerpt.of(Json.text(value), MAX_LENGTH);
    }

    /** Returns a text that is not JSON as a JSON string, shortened. */
    public static String text(String text) {
        return value(TextNode.valueOf(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text));
    }

    /** Returns the location of an error in a text; empty if it is unknown. */
    public static String position(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
