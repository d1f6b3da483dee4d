package io.agencyswarm.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording.
 *
 * @param about the purpose of the case; may be empty
 * @param expect one entry for each step
 * @param modelRequests the requests that the model server must have received; null if they are not compared
 * @param only the types of the unnamed events that are compared; null for all
 */
record GoldenCase(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String about,
        @JsonProperty(required = true) List<ContractStep> steps,
        @JsonProperty(required = true) List<JsonNode> expect,
        @JsonProperty("model_requests") @Nullable JsonNode modelRequests,
        @Nullable Set<String> only) {

    private static final Set<String> EXPECTED =
            Set.of("status", "headers", "body", "first", "last", "events", "cancel", "model_streams_open");

    GoldenCase {
        if (steps.isEmpty() || steps.size() != expect.size()) {
            throw new IllegalArgumentException(
                    id + " has " + steps.size() + " steps and " + expect.size() + " expectations");
        }
        expect.forEach(expectation -> check(id, expectation));
    }

    private static void check(String id, JsonNode expectation) {
        if (!expectation.has("status")) {
            throw new IllegalArgumentException(id + " expects an answer without a status: " + expectation);
        }
        for (String key : (Iterable<String>) expectation::fieldNames) {
            if (!EXPECTED.contains(key)) {
                throw new IllegalArgumentException(id + " expects \"" + key + "\", which nobody compares");
            }
        }
        if (expectation.has("cancel")) {
            check(id, expectation.get("cancel"));
        }
    }

    /**
     * Reads a case.
     *
     * @throws IllegalArgumentException if it is not a valid case, or has unknown fields
     */
    static GoldenCase read(String json) {
        try {
            return Wire.MAPPER.readValue(json, GoldenCase.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a golden case: " + e.getMessage(), e);
        }
    }

    /** Reads a file whose name is the case's id. */
    static GoldenCase read(Path file, Places places) throws IOException {
        GoldenCase golden = read(places.fill(Files.readString(file)));
        if (!file.getFileName().toString().equals(golden.id + ".json")) {
            throw new IllegalArgumentException(file + " holds the case " + golden.id);
        }
        return golden;
    }

    /**
     * The values for the placeholders of addresses in the recordings.
     *
     * @param model the model server's base address
     * @param files the folder with the test files
     * @param remote the web server with remote files
     */
    record Places(String model, String files, String remote) {

        String fill(String json) {
            return json.replace("FAKE_URL", model).replace("FILES_DIR", files).replace("REMOTE_URL", remote);
        }
    }
}
