package io.agencyswarm.model.offline;

import java.time.Duration;

/** What comes next in an answer. */
public sealed interface Beat {

    /**
     * An event of the Responses API.
     *
     * @param after how long after the beat before it
     * @param type such as {@code response.output_text.delta}
     * @param json UTF-8 without line breaks; not to be changed
     */
    record Event(Duration after, String type, byte[] json) implements Beat {}

    /** The connection breaks. */
    record Cut() implements Beat {}

    /** Nothing comes any more, and the answer does not end either. */
    record Silence() implements Beat {}
}
