package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame of an event stream.
 *
 * @param name the event's name; null if it has none
 */
record QuirkFrame(@Nullable String name, JsonNode data) {

    /** Returns the frames of a stream, without comments. */
    static List<QuirkFrame> all(String stream) {
        List<QuirkFrame> frames = new ArrayList<>();
        for (String block : stream.split("\r?\n\r?\n")) {
            String name = null;
            List<String> data = new ArrayList<>();
            for (String line : block.lines().toList()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    String value = line.substring("data:".length());
                    data.add(value.startsWith(" ") ? value.substring(1) : value);
                }
            }
            if (!data.isEmpty()) {
                frames.add(new QuirkFrame(name, JsonText.parse(String.join("\n", data))));
            }
        }
        return frames;
    }
}
