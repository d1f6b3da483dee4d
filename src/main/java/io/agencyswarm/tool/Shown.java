package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;

/** How a caller's value is shown in a message about it. */
final class Shown {

    private static final int MOST = 60;

    private Shown() {}

    /** The value's JSON text, cut where it gets long. */
    static String value(JsonNode value) {
        String text = Json.text(value);
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
