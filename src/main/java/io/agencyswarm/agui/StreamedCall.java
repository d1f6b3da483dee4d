package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import org.jspecify.annotations.Nullable;

/** Streams a tool call, from its name to its last argument. */
final class StreamedCall {

    /** The text that some models write for a call without arguments, which is not an object. */
    private static final String NONE = "null";

    private final FrameCollector frames;
    private final Item.FunctionCall call;
    private final String id;
    private final String parentMessageId;
    private final Speaker speaker;
    private final byte[] arguments;
    private int sent;

    /** The first pieces, held back while they may become {@link #NONE}. */
    private String heldBack = "";

    private StreamedCall(
            FrameCollector frames, Item.FunctionCall call, String id, String parentMessageId, Speaker speaker) {
        this.frames = frames;
        this.call = call;
        this.id = id;
        this.parentMessageId = parentMessageId;
        this.speaker = speaker;
        this.arguments = FrameCollector.prefixOf(event("ARGS"), "delta");
    }

    /**
     * Starts a call.
     *
     * @param call the part of the call that the model has written
     * @param id the call's id for the client
     * @param parentMessageId the message that holds the call
     */
    static StreamedCall start(
            FrameCollector frames, Item.FunctionCall call, String id, String parentMessageId, Speaker speaker) {
        StreamedCall started = new StreamedCall(frames, call, id, parentMessageId, speaker);
        frames.add(started.event("START").put("toolCallName", call.name()).put("parentMessageId", parentMessageId));
        return started;
    }

    String id() {
        return id;
    }

    String parentMessageId() {
        return parentMessageId;
    }

    /** Returns the call as it was at its start. */
    Item.FunctionCall call() {
        return call;
    }

    /** Returns the model's id of the call's item, or null if it gave none. */
    static @Nullable String itemId(Item.FunctionCall call) {
        return call.json().path("id").textValue();
    }

    /** Appends a piece of the arguments. An empty piece is ignored. */
    void append(Delta delta) {
        if (delta.isEmpty()) {
            return;
        }
        boolean mayBeNone = sent == 0 && delta.length() <= NONE.length() && NONE.startsWith(heldBack + delta.written());
        if (mayBeNone) {
            heldBack += delta.written();
            return;
        }
        emit(Delta.of(heldBack));
        heldBack = "";
        emit(delta);
    }

    private void emit(Delta delta) {
        if (!delta.isEmpty()) {
            frames.add(arguments, delta.quoted());
            sent += delta.length();
        }
    }

    /** Ends a complete call and sends the rest of its arguments. */
    void end(Item.FunctionCall completeCall) {
        if (sent < completeCall.arguments().length()) {
            emit(Delta.of(completeCall.arguments().substring(sent)));
        }
        end();
    }

    /** Ends the call. */
    void end() {
        frames.add(event("END"));
    }

    private ObjectNode event(String what) {
        return speaker.event("TOOL_CALL_" + what).put("toolCallId", id);
    }
}
