package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A message, or a stretch of reasoning, from its first piece to its end. */
final class StreamedText {

    /** What parts of reasoning are kept apart by. */
    static final String PARAGRAPH = "\n\n";

    private final FrameCollector frames;
    private final boolean reasoning;
    private final String id;
    private final @Nullable String subagent;
    private final byte[] content;
    private boolean empty = true;
    private boolean paragraphEnded;

    private StreamedText(FrameCollector frames, boolean reasoning, String id, @Nullable String subagent) {
        this.frames = frames;
        this.reasoning = reasoning;
        this.id = id;
        this.subagent = subagent;
        this.content = FrameCollector.beginning(event("CONTENT"), "delta");
    }

    /**
     * A message begins.
     *
     * @param role {@code assistant}, but for what the framework says in the name of others
     * @param agent whose message it is, as a name for people
     */
    static StreamedText message(
            FrameCollector frames, String id, String role, String agent, @Nullable String subagent) {
        StreamedText message = new StreamedText(frames, false, id, subagent);
        frames.add(message.event("START").put("role", role).put("name", agent));
        return message;
    }

    /** Reasoning begins: a span with one message in it, under one id. */
    static StreamedText reasoning(FrameCollector frames, String id, @Nullable String subagent) {
        StreamedText reasoning = new StreamedText(frames, true, id, subagent);
        frames.add(reasoning.span("REASONING_START"));
        frames.add(reasoning.event("START").put("role", "reasoning"));
        return reasoning;
    }

    String id() {
        return id;
    }

    /** The text goes on; a piece without a character gives nothing. */
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

    /** What comes next, if anything does, is a part of its own. */
    void endParagraph() {
        paragraphEnded = !empty;
    }

    /** The text is whole, or all that will come of it. */
    void end() {
        end(null);
    }

    /**
     * As {@link #end()}.
     *
     * @param encrypted what the provider wants back with the reasoning in later requests
     */
    void end(@Nullable String encrypted) {
        frames.add(event("END"));
        if (!reasoning) {
            return;
        }
        if (encrypted != null) {
            frames.add(FrameCollector.event("REASONING_ENCRYPTED_VALUE", subagent)
                    .put("subtype", "message")
                    .put("entityId", id)
                    .put("encryptedValue", encrypted));
        }
        frames.add(span("REASONING_END"));
    }

    private ObjectNode span(String type) {
        return FrameCollector.event(type, subagent).put("messageId", id);
    }

    private ObjectNode event(String what) {
        return span((reasoning ? "REASONING_MESSAGE_" : "TEXT_MESSAGE_") + what);
    }
}
