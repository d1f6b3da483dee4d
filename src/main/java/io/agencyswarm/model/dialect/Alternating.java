package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The messages of a format in which two roles take turns, the user first: what a role says next to its own last words
 * joins them.
 */
final class Alternating {

    private static final String USER = "user";

    private final ArrayNode messages;
    private final String modelRole;
    private final String blocks;
    private final ObjectNode empty;

    /**
     * Messages before the first.
     *
     * @param messages to which they are added
     * @param modelRole the model's role
     * @param blocks the field with what a message holds
     * @param empty a block in place of none
     */
    Alternating(ArrayNode messages, String modelRole, String blocks, ObjectNode empty) {
        this.messages = messages;
        this.modelRole = modelRole;
        this.blocks = blocks;
        this.empty = empty;
    }

    /** Adds to what the user says. */
    void user(ArrayNode said) {
        turn(USER).addAll(said.isEmpty() ? said.add(empty) : said);
    }

    /** Adds to what the model says; reasoning comes first in a message, where providers look for it. */
    void model(ArrayNode reasoning, ArrayNode said) {
        if (messages.isEmpty()) {
            turn(USER).add(empty);
        }
        ArrayNode all = turn(modelRole);
        for (int i = 0; i < reasoning.size(); i++) {
            all.insert(i, reasoning.get(i));
        }
        all.addAll(said);
    }

    /** Gives the user the last word. */
    void end(ObjectNode goOn) {
        if (messages.isEmpty()) {
            turn(USER).add(empty);
        } else if (!messages.path(messages.size() - 1).path("role").asText("").equals(USER)) {
            turn(USER).add(goOn);
        }
    }

    private ArrayNode turn(String role) {
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asText("").equals(role)
                ? (ArrayNode) last.path(blocks)
                : messages.addObject().put("role", role).putArray(blocks);
    }
}
