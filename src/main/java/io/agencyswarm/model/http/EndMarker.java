package io.agencyswarm.model.http;

import java.nio.charset.StandardCharsets;

/** The last event of the streams of OpenAI and of many compatible servers, which is not JSON. */
public final class EndMarker {

    private static final String TEXT = "[DONE]";

    /** The maximum length of the marker with white space around it, in bytes. */
    private static final int MAX_LENGTH = 16;

    private EndMarker() {}

    /** Returns whether the data of an event is the marker. */
    public static boolean is(byte[] data) {
        return data.length <= MAX_LENGTH
                && new String(data, StandardCharsets.UTF_8).strip().equals(TEXT);
    }
}
