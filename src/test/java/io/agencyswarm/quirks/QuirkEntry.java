package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a conversation, independent of the format.
 *
 * @param kind {@code system}, {@code user}, {@code assistant}, {@code reasoning}, {@code call}, {@code output} or
 *     {@code other}
 * @param text the text; empty for a call
 * @param id the id of a call or an output; null in formats without ids
 * @param name the name of the tool; null if it is missing
 * @param arguments the arguments of a call, parsed if they are JSON
 * @param item the source of the entry, for items of an answer
 */
record QuirkEntry(
        String kind,
        String text,
        @Nullable String id,
        @Nullable String name,
        JsonNode arguments,
        JsonNode item) {

    private static final JsonNode NONE = MissingNode.getInstance();

    static QuirkEntry said(String kind, String text) {
        return new QuirkEntry(kind.equals("developer") ? "system" : kind, text, null, null, NONE, NONE);
    }

    static QuirkEntry call(@Nullable String id, @Nullable String name, JsonNode arguments) {
        return new QuirkEntry("call", "", id, name, JsonText.parse(arguments), NONE);
    }

    static QuirkEntry output(@Nullable String id, String text, @Nullable String name) {
        return new QuirkEntry("output", text, id, name, NONE, NONE);
    }

    QuirkEntry from(JsonNode json) {
        return new QuirkEntry(kind, text, id, name, arguments, json);
    }

    boolean is(String other) {
        return kind.equals(other);
    }
}
