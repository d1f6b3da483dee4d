package io.agencyswarm.tool;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.item.Json;
import org.jspecify.annotations.Nullable;

/** How a caller's value is shown in a message about it. */
final class ValueExcerpt {

    private static final int MOST = 60;

    private ValueExcerpt() {}

    /** The value's JSON text, cut where it gets long. */
    static String value(JsonNode value) {
        String text = Json.text(value);
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }

    /** A text that is no JSON, as a JSON text. */
    static String text(String text) {
        return value(TextNode.valueOf(text.length() > MOST ? text.substring(0, MOST) : text));
    }

    /** Where in a text something is wrong; empty if that is not known. */
    static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
