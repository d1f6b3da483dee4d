package io.agencyswarm.quirks;

import java.util.List;

/**
 * An answer of the application, with its requests to the model.
 *
 * @param requests numbered from 1 for this answer
 */
record QuirkAnswer(String endpoint, int status, String raw, QuirkOutcome outcome, List<QuirkScript.Received> requests) {

    /** Reads the answer of an endpoint. */
    static QuirkAnswer of(String endpoint, int status, String raw, List<QuirkScript.Received> requests) {
        QuirkOutcome outcome = switch (endpoint) {
            case "get_response" -> OutcomeReader.plain(status, raw);
            case "agui" -> AguiReader.read(status, raw);
            default -> status == 200 ? OutcomeReader.stream(raw) : OutcomeReader.plain(status, raw);
        };
        return new QuirkAnswer(endpoint, status, raw, outcome, requests);
    }

    /** Returns the location of a request's entries, for messages. */
    static String where(QuirkScript.Received request) {
        return "model request " + request.number();
    }

    static List<QuirkEntry> entries(QuirkScript.Received request) {
        return RequestReader.entries(request.path(), request.body());
    }
}
