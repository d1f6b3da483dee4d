package io.agencyswarm.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of server-sent events as strictly as hand-written clients that cut off {@code "data: "}: a field
 * without a space after its colon is malformed, although the specification allows it.
 */
final class ContractEventReader {

    private final BufferedReader lines;

    private @Nullable String name;
    private List<String> data = new ArrayList<>();

    ContractEventReader(InputStream stream) {
        // Unlike a charset, a decoder rejects invalid UTF-8.
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
    }

    /**
     * Returns the next event ({@code event}, {@code data}) or comment ({@code comment}); null at the end of the stream.
     */
    @Nullable
    ObjectNode next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ObjectNode read = read(line);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    private @Nullable ObjectNode read(String line) {
        if (line.isEmpty()) {
            return event();
        }
        if (line.startsWith(":")) {
            return Wire.object().put("comment", line.substring(1).strip().split(" ", 2)[0]);
        }
        if (line.startsWith("event: ")) {
            name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            data.add(line.substring("data: ".length()));
        } else if (!line.startsWith("id: ")) {
            return Wire.object().put("event", "malformed").put("data", line);
        }
        return null;
    }

    private @Nullable ObjectNode event() {
        ObjectNode event = null;
        if (!data.isEmpty()) {
            event = Wire.object().put("event", name);
            event.set("data", Wire.parse(String.join("\n", data)));
        }
        name = null;
        data = new ArrayList<>();
        return event;
    }
}
