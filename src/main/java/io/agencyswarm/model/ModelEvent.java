package io.agencyswarm.model;

import io.agencyswarm.item.Item;
import io.agencyswarm.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * One event of a model's answer, in the form of the Responses API. The JSON goes to clients as it came; only what the
 * run itself needs has been read from it.
 */
public sealed interface ModelEvent {

    /** The event's type, such as {@code response.output_text.delta}. */
    String type();

    /** The event's UTF-8 JSON without line breaks; shared, so never to be changed. */
    byte[] json();

    /** The item that the event speaks of. */
    default @Nullable String itemId() {
        return null;
    }

    /** The call that the event speaks of, where it says so. */
    default @Nullable String callId() {
        return null;
    }

    /**
     * An event that the run only passes on.
     *
     * @param outputIndex the place of its item in the output, -1 where it does not say it
     */
    record Progress(
            String type,
            byte[] json,
            @Nullable String itemId,
            @Nullable String callId,
            int outputIndex) implements ModelEvent {

        /** An event that does not say its item's place. */
        public Progress(String type, byte[] json, @Nullable String itemId, @Nullable String callId) {
            this(type, json, itemId, callId, -1);
        }
    }

    /**
     * An item is whole.
     *
     * @param outputIndex its place in the output, -1 where the event does not say it
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
                case Item.PairedCall call -> call.callId();
                case Item.Message _, Item.FunctionCallOutput _, Item.PairedOutput _, Item.Reasoning _, Item.Other _ ->
                    null;
            };
        }
    }

    /**
     * The answer is whole, or was cut short by a limit of the provider's.
     *
     * @param cutBy what cut it, such as {@code max_output_tokens}; null where it is whole
     */
    record Completed(
            String type,
            byte[] json,
            TokenUsage usage,
            @Nullable String cutBy) implements ModelEvent {}

    /**
     * The model gave up.
     *
     * @param message what it said of why
     * @param usage what the request used all the same, null where it does not say
     */
    record Failed(
            String type,
            byte[] json,
            String message,
            @Nullable TokenUsage usage) implements ModelEvent {}
}
