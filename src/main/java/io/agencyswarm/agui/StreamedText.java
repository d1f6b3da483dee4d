package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Streams a message, or a span of reasoning, from its first piece to its end. */
final class StreamedText {

    /** Separates the parts of reasoning. */
    static final String PARAGRAPH = "\n\n";

    private final FrameCollector frames;
    private final boolean reasoning;
    private final String id;
    private final Speaker speaker;
    private final byte[] content;
    private boolean empty = true;
    private boolean paragraphEnded;

    private StreamedText(FrameCollector frames, boolean reasoning, String id, Speaker speaker) {
        this.frames = frames;
        this.reasoning = reasoning;
        this.id = id;
        this.speaker = speaker;
        this.content = FrameCollector.prefixOf(event("CONTENT"), "delta");
    }

    /**
     * Starts a message.
     *
     * @param role {@code assistant}, except for messages that the framework writes for others
     */
    static StreamedText message(FrameCollector frames, String id, String role, Speaker speaker) {
        StreamedText message = new StreamedText(frames, false, id, speaker);
        frames.add(message.event("START").put("role", role).put("name", speaker.name()));
        return message;
    }

    /** Starts reasoning: a span that contains one message with the same id. */
    static StreamedText reasoning(FrameCollector frames, String id, Speaker speaker) {
        StreamedText reasoning = new StreamedText(frames, true, id, speaker);
        frames.add(reasoning.span("REASONING_START"));
        frames.add(reasoning.event("START").put("role", "reasoning"));
        return reasoning;
    }

    String id() {
        return id;
    }

    /** Appends a piece of text. An empty piece is ignored. */
    void append(Delta delta) {
        if (delta.isEmpty()) {
            return;
        }
        if (paragraphEnded) {
            frames.add(content, Delta.of(PARAGRAPH).quoted());
            paragraphEnded = false;
        }
        frames.add(content, delta.quoted());
        empty = false;
    }

    /** Ends a paragraph. The next piece, if there is one, starts a new one. */
    void endParagraph() {
        paragraphEnded = !empty;
    }

    /** Ends the text, whether or not it is complete. */
    void end() {
        end(null);
    }

    /**
     * Ends the text, whether or not it is complete.
     *
     * @param encrypted the data that the provider requires with the reasoning in later requests
     */
    void end(@Nullable String encrypted) {
        frames.add(event("END"));
        if (!reasoning) {
            return;
        }
        if (encrypted != null) {
            frames.add(speaker.event("REASONING_ENCRYPTED_VALUE")
                    .put("subtype", "message")
                    .put("entityId", id)
                    .put("encryptedValue", encrypted));
        }
        frames.add(span("REASONING_END"));
    }

    private ObjectNode span(String type) {
        return speaker.event(type).put("messageId", id);
    }

    private ObjectNode event(String what) {
        return span((reasoning ? "REASONING_MESSAGE_" : "TEXT_MESSAGE_") + what);
    }
}
