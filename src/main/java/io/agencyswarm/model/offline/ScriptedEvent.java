package io.agencyswarm.model.offline;

import java.time.Duration;

/** The next thing that happens in an answer. */
public sealed interface ScriptedEvent {

    /**
     * An event of the Responses API.
     *
     * @param after the time since the previous event
     * @param type such as {@code response.output_text.delta}
     * @param json UTF-8 without line breaks; do not modify it
     */
    record Event(Duration after, String type, byte[] json) implements ScriptedEvent {}

    /** The connection breaks. */
    record Cut() implements ScriptedEvent {}

    /** Nothing more is sent, but the answer does not end. */
    record Silence() implements ScriptedEvent {}
}
