package io.agencyswarm.model;

import io.agencyswarm.item.Item;
import io.agencyswarm.usage.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a model's answer, in the form of the Responses API. The JSON is passed to clients unchanged; only the
 * fields that the run needs have been read from it.
 */
public sealed interface ModelEvent {

    /** The fields of an event's {@code response} that repeat the prompts, which are not for clients. */
    List<String> PROMPT_FIELDS = List.of("instructions", "tools");

    /** The event's type, such as {@code response.output_text.delta}. */
    String type();

    /** The event's JSON in UTF-8, without line breaks. Shared: do not modify it. */
    byte[] json();

    /** The id of the item that the event belongs to; null if the event has none. */
    default @Nullable String itemId() {
        return null;
    }

    /** The id of the call that the event belongs to; null if the event has none. */
    default @Nullable String callId() {
        return null;
    }

    /**
     * An event that the run only forwards.
     *
     * @param outputIndex the index of its item in the output, -1 if the event has none
     */
    record Forwarded(
            String type,
            byte[] json,
            @Nullable String itemId,
            @Nullable String callId,
            int outputIndex) implements ModelEvent {

        /** Creates an event without an output index. */
        public Forwarded(String type, byte[] json, @Nullable String itemId, @Nullable String callId) {
            this(type, json, itemId, callId, -1);
        }
    }

    /**
     * The end of an item, with the complete item.
     *
     * @param outputIndex its index in the output, -1 if the event has none
     */
    record ItemDone(String type, byte[] json, Item item, int outputIndex) implements ModelEvent {

        @Override
        public @Nullable String itemId() {
            return item.json().path("id").textValue();
        }

        @Override
        public @Nullable String callId() {
            return switch (item) {
                case Item.FunctionCall call -> call.callId();
                case Item.HostedCall call -> call.id();
                case Item.OtherCall call -> call.callId();
                case Item.Message _,
                        Item.FunctionCallOutput _,
                        Item.OtherCallOutput _,
                        Item.Reasoning _,
                        Item.Other _ -> null;
            };
        }
    }

    /**
     * The end of the answer, which is complete or was cut short by a limit of the provider.
     *
     * @param incompleteReason what cut it short, such as {@code max_output_tokens}; null if it is complete
     */
    record Completed(
            String type,
            byte[] json,
            TokenUsage usage,
            @Nullable String incompleteReason) implements ModelEvent {}

    /**
     * The model failed.
     *
     * @param message the reason that the model's server gave
     * @param usage what the request used nevertheless; null if it is unknown
     */
    record Failed(
            String type,
            byte[] json,
            String message,
            @Nullable TokenUsage usage) implements ModelEvent {}
}
