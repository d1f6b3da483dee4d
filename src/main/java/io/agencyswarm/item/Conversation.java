package io.agencyswarm.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of a thread, oldest first, of all its agents. Immutable.
 *
 * @param items in the order in which they were said; timestamps play no part
 */
public record Conversation(List<ThreadItem> items) {

    /** Copies the list. */
    public Conversation {
        items = List.copyOf(items);
    }

    /** Reads what a client sent as {@code chat_history}; objects of other shapes are skipped. */
    public static Conversation of(List<ObjectNode> history) {
        return new Conversation(
                history.stream().map(ThreadItem::of).flatMap(Optional::stream).toList());
    }

    /**
     * What {@code agent} knows when {@code caller} talks to it. All agents that talk to the user share one conversation,
     * so that a handoff or another recipient takes up the thread; between two agents each pair has its own.
     *
     * @param caller null for the user
     */
    public List<Item> between(String agent, @Nullable String caller) {
        return items.stream()
                .filter(item -> Objects.equals(caller, item.origin().callerAgent()))
                .filter(item -> caller == null || item.origin().agent().equals(agent))
                .map(ThreadItem::item)
                .toList();
    }

    /**
     * Leaves out what the API would refuse: a call without its output, an output without its call, and reasoning whose
     * item went that way.
     *
     * @param itemOf finds the item in an element
     */
    public static <T> List<T> wellFormed(List<T> elements, Function<T, Item> itemOf) {
        Set<String> calls = new HashSet<>();
        Set<String> outputs = new HashSet<>();
        for (T element : elements) {
            switch (itemOf.apply(element)) {
                case Item.FunctionCall call -> calls.add(call.callId());
                case Item.FunctionCallOutput output -> {
                    if (calls.contains(output.callId())) {
                        outputs.add(output.callId());
                    }
                }
                case Item.Message _, Item.Reasoning _, Item.Other _ -> {}
            }
        }
        return keep(elements, itemOf, outputs);
    }

    private static <T> List<T> keep(List<T> elements, Function<T, Item> itemOf, Set<String> answered) {
        List<T> kept = new ArrayList<>(elements.size());
        Set<String> open = new HashSet<>();
        boolean orphaned = true;
        // Backwards, because reasoning stands or falls with the item that follows it.
        for (T element : elements.reversed()) {
            boolean keep = switch (itemOf.apply(element)) {
                case Item.FunctionCallOutput output -> answered.contains(output.callId()) && open.add(output.callId());
                case Item.FunctionCall call -> open.remove(call.callId());
                case Item.Reasoning _ -> !orphaned;
                case Item.Message _, Item.Other _ -> true;
            };
            orphaned = !keep;
            if (keep) {
                kept.add(element);
            }
        }
        return kept.reversed();
    }
}
