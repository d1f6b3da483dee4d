package io.agencyswarm.agui;

import io.agencyswarm.item.Item;
import org.jspecify.annotations.Nullable;

/** A tool call from its name to its last argument. */
final class StreamedCall {

    /** What some models write where a call has no arguments, which is no object for the client to read. */
    private static final String NONE = "null";

    private final FrameCollector frames;
    private final Item.FunctionCall begun;
    private final String id;
    private final String parentMessageId;
    private final @Nullable String subagent;
    private final byte[] arguments;
    private int told;

    /** The first pieces, as long as they may become {@link #NONE}. */
    private String held = "";

    /**
     * A call begins.
     *
     * @param begun the call as far as the model has written it
     * @param id the call's id for the client
     * @param parentMessageId the message that holds the call
     */
    StreamedCall(
            FrameCollector frames,
            Item.FunctionCall begun,
            String id,
            String parentMessageId,
            @Nullable String subagent) {
        this.frames = frames;
        this.begun = begun;
        this.id = id;
        this.parentMessageId = parentMessageId;
        this.subagent = subagent;
        this.arguments = FrameCollector.beginning(
                FrameCollector.event("TOOL_CALL_ARGS", subagent).put("toolCallId", id), "delta");
        frames.add(FrameCollector.event("TOOL_CALL_START", subagent)
                .put("toolCallId", id)
                .put("toolCallName", begun.name())
                .put("parentMessageId", parentMessageId));
    }

    String id() {
        return id;
    }

    String parentMessageId() {
        return parentMessageId;
    }

    /** The call as it began. */
    Item.FunctionCall begun() {
        return begun;
    }

    /** The model's id for the item that a call is; null where it gave none. */
    static @Nullable String itemId(Item.FunctionCall call) {
        return call.json().path("id").textValue();
    }

    /** The arguments go on; a piece without a character gives nothing. */
    void append(Delta delta) {
        if (delta.isEmpty()) {
            return;
        }
        boolean mayBeNone = told == 0 && delta.length() <= NONE.length() && NONE.startsWith(held + delta.written());
        if (mayBeNone) {
            held += delta.written();
            return;
        }
        tell(Delta.of(held));
        held = "";
        tell(delta);
    }

    private void tell(Delta delta) {
        if (!delta.isEmpty()) {
            frames.add(arguments, delta.quoted());
            told += delta.length();
        }
    }

    /** The call is whole; what was not told of its arguments is told now. */
    void end(Item.FunctionCall whole) {
        if (told < whole.arguments().length()) {
            tell(Delta.of(whole.arguments().substring(told)));
        }
        end();
    }

    /** Nothing more comes of the call. */
    void end() {
        frames.add(FrameCollector.event("TOOL_CALL_END", subagent).put("toolCallId", id));
    }
}
