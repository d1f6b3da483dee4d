package io.agencyswarm.model;

import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.json.JsonScanner;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the few fields that are needed of every event, without building a tree. Reusable: each {@link #read}
 * discards the previous event. Not thread-safe.
 */
public final class ModelEventFields {

    /** Largest buffer that is reused for the next event, in characters. */
    private static final int MAX_KEPT = 4_096;

    private static final String[] FIELDS = {
        "type",
        "delta",
        "item_id",
        "output_index",
        "content_index",
        "item",
        "text",
        "arguments",
        "refusal",
        "object",
        "error"
    };
    private static final String[] ITEM_FIELDS = {"id", "type", "call_id"};

    private final JsonScanner scanner = new JsonScanner();
    private String type = "";
    private @Nullable String itemId;
    private @Nullable String callId;

    /** The texts of the previous event, which most events repeat. */
    private String typeBefore = "";

    private @Nullable String itemIdBefore;

    private int outputIndex;
    private int contentIndex;
    private boolean hasErrorField;
    private StringBuilder answerText = new StringBuilder();

    /**
     * Reads the next event.
     *
     * @throws IOException if it is not a complete JSON object in UTF-8
     */
    public void read(byte[] json) throws IOException {
        clear();
        scanner.begin(json);
        if (!scanner.enterObject()) {
            throw new IOException("not a JSON object");
        }
        while (scanner.nextField()) {
            readField();
        }
        // Truncated JSON has to be detected here: only complete events may be forwarded.
        scanner.end();
    }

    /** The event's type; empty if it has none. */
    public String type() {
        return type;
    }

    /** The id of the item that the event belongs to; null if the event has none. */
    public @Nullable String itemId() {
        return itemId;
    }

    /** The index of that item in the output; -1 if the event has none. */
    public int outputIndex() {
        return outputIndex;
    }

    /** The index of the text in its item; 0 if the event has none. */
    public int contentIndex() {
        return contentIndex;
    }

    /** The event's text or arguments, complete or a piece of them. Overwritten by the next {@link #read}. */
    public CharSequence text() {
        return answerText;
    }

    /** Returns whether the event has a field that only failures have. */
    public boolean hasErrorField() {
        return hasErrorField;
    }

    /** Returns the event as one that the run only forwards. */
    public ModelEvent forwarded(byte[] json) {
        return new ModelEvent.Forwarded(type, json, itemId, callId, outputIndex);
    }

    private void clear() {
        typeBefore = type;
        type = "";
        itemIdBefore = itemId == null ? itemIdBefore : itemId;
        itemId = null;
        callId = null;
        outputIndex = -1;
        contentIndex = 0;
        hasErrorField = false;
        if (answerText.capacity() > MAX_KEPT) {
            answerText = new StringBuilder();
        }
        answerText.setLength(0);
    }

    private void readField() throws IOException {
        switch (scanner.name(FIELDS)) {
            case "type" -> type = Objects.requireNonNullElse(scanner.text(typeBefore), "");
            case "item_id" -> itemId = scanner.text(itemIdBefore);
            case "item" -> readItem();
            case "output_index" -> outputIndex = scanner.integer(-1);
            case "content_index" -> contentIndex = scanner.integer(0);
            case "arguments" -> readArguments();
            case "delta", "text", "refusal" -> readText();
            case "object" -> hasErrorField |= "error".equals(scanner.text("response"));
            case "error" -> hasErrorField |= !scanner.skipNull();
            default -> scanner.skipValue();
        }
    }

    /** Reads arguments that are text, or an object, which some servers send. */
    private void readArguments() throws IOException {
        if (scanner.isStructure()) {
            answerText.append(Json.text(Json.read(scanner.skippedBytes())));
        } else {
            readText();
        }
    }

    private void readText() throws IOException {
        @Nullable String text = scanner.text(null);
        if (text != null) {
            answerText.append(text);
        }
    }

    private void readItem() throws IOException {
        if (!scanner.enterObject()) {
            scanner.skipValue();
            return;
        }
        boolean hosted = false;
        while (scanner.nextField()) {
            switch (scanner.name(ITEM_FIELDS)) {
                case "id" -> itemId = scanner.text(itemIdBefore);
                case "call_id" -> callId = scanner.text(null);
                case "type" -> {
                    String itemType = scanner.text("message");
                    hosted = itemType != null && Item.HostedCall.TYPES.contains(itemType);
                }
                default -> scanner.skipValue();
            }
        }
        callId = hosted ? itemId : callId;
    }
}
