package io.agencyswarm.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A conversation with the original; {@code recordings/README.md} describes how it was recorded. */
public final class Recording {

    private Recording() {}

    public static JsonNode read(String name) throws IOException {
        try (InputStream file = Recording.class.getResourceAsStream("/recordings/" + name + ".json")) {
            return Json.read(Objects.requireNonNull(file, name).readAllBytes());
        }
    }
}
