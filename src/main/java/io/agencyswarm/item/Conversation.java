package io.agencyswarm.item;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The items of all agents of a thread, oldest first. Immutable.
 *
 * @param items in the order of the conversation; timestamps are ignored
 */
public record Conversation(List<ThreadItem> items) {

    /** Copies the list. */
    public Conversation {
        items = List.copyOf(items);
    }

    /** The empty conversation. */
    public static final Conversation EMPTY = new Conversation(List.of());

    /**
     * Reads the {@code chat_history} that a client sent. Objects that are not items, and lists of MCP tools, are
     * skipped.
     */
    public static Conversation of(List<ObjectNode> history) {
        return new Conversation(history.stream()
                .map(ThreadItem::of)
                .flatMap(Optional::stream)
                .filter(item -> outlivesRuns(item.item()))
                .toList());
    }

    /**
     * Returns whether an item stays in the conversation after its run. Lists of MCP tools do not: the provider makes a
     * new one in each run.
     */
    public static boolean outlivesRuns(Item item) {
        return !(item instanceof Item.Other other) || !other.type().equals(Item.Other.MCP_TOOLS);
    }

    /** Returns this conversation with more items at its end. */
    public Conversation and(List<ThreadItem> next) {
        List<ThreadItem> all = new ArrayList<>(items);
        all.addAll(next);
        return new Conversation(all);
    }

    /**
     * Returns the beginning of the conversation: its first items, without calls whose outputs are cut off, without
     * reasoning whose items are cut off, and without reminders of handoffs that are cut off.
     *
     * @param count the maximum number of items
     */
    public Conversation first(int count) {
        List<ThreadItem> retained = items.subList(0, Math.min(count, items.size()));
        Set<ThreadItem> wellFormedItems = Collections.newSetFromMap(new IdentityHashMap<>());
        // Each pair of agents has its own conversation: items of others in between belong to neither its calls nor its
        // reasoning.
        retained.stream().collect(Collectors.groupingBy(Participants::of)).values().stream()
                .map(talk -> wellFormed(talk, ThreadItem::item))
                .forEach(talk -> {
                    wellFormedItems.addAll(talk);
                    wellFormedItems.removeAll(remindersWithoutHandoff(talk));
                });
        return new Conversation(
                retained.stream().filter(wellFormedItems::contains).toList());
    }

    /** The two participants of a conversation; the user has one conversation with all agents. */
    private record Participants(
            @Nullable String callerAgent, @Nullable String agent) {

        static Participants of(ThreadItem item) {
            @Nullable String callerAgent = item.origin().callerAgent();
            return new Participants(
                    callerAgent, callerAgent == null ? null : item.origin().agent());
        }
    }

    /**
     * Returns the items that {@code agent} knows when {@code callerAgent} talks to it. All agents that talk to the user
     * share one conversation, so that a handoff or another recipient continues it; each pair of agents has its own.
     * Reminders of handoffs that the conversation lacks, such as in a history that a client has shortened, are left
     * out.
     *
     * @param callerAgent the agent that asks {@code agent}; null for the user
     */
    public List<Item> between(String agent, @Nullable String callerAgent) {
        List<ThreadItem> talk = items.stream()
                .filter(item -> Objects.equals(callerAgent, item.origin().callerAgent()))
                .filter(item -> callerAgent == null || item.origin().agent().equals(agent))
                .toList();
        // Few conversations have reminders, so the check is skipped for the others.
        Set<ThreadItem> orphans = talk.stream().anyMatch(Conversation::isReminder)
                ? remindersWithoutHandoff(wellFormed(talk, ThreadItem::item))
                : Set.of();
        return talk.stream()
                .filter(item -> !orphans.contains(item))
                .map(ThreadItem::item)
                .toList();
    }

    private static boolean isReminder(ThreadItem item) {
        // A client may mark the user's message as a reminder, which must not remove it.
        return ThreadItem.HANDOFF_REMINDER.equals(item.messageOrigin())
                && item.item() instanceof Item.Message message
                && message.role().equals("system");
    }

    /**
     * Returns the reminders that are not followed by a handoff call. A reminder stands before all items of the turn
     * that hands over, so other items of that turn may come between, but no message of the user and no other reminder.
     *
     * @param talk well formed, so that each call in it has its output
     */
    private static Set<ThreadItem> remindersWithoutHandoff(List<ThreadItem> talk) {
        Set<ThreadItem> orphans = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean handsOver = false;
        for (ThreadItem item : talk.reversed()) {
            if (isReminder(item)) {
                if (!handsOver) {
                    orphans.add(item);
                }
                handsOver = false;
            } else if (item.item() instanceof Item.FunctionCall call) {
                handsOver |= call.name().startsWith(Item.FunctionCall.TRANSFER_TO);
            } else if (Item.isOfUser(item.item())) {
                handsOver = false;
            }
        }
        return orphans;
    }

    /**
     * Leaves out the items that the API would refuse: a call without its output, an output without its call, and
     * reasoning whose item was left out.
     *
     * @param itemOf returns the item of an element
     */
    public static <T> List<T> wellFormed(List<T> elements, Function<T, Item> itemOf) {
        List<Item> items = elements.stream().map(itemOf).toList();
        BitSet paired = paired(items);
        List<T> retained = new ArrayList<>(elements.size());
        @Nullable Item next = null;
        boolean cut = false;
        // Backwards, because reasoning is kept only with the item that it led to.
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            boolean keep = switch (item) {
                case Item.FunctionCall _, Item.FunctionCallOutput _, Item.OtherCall _, Item.OtherCallOutput _ ->
                    paired.get(i);
                case Item.Reasoning _ -> leadsTo(next, cut);
                case Item.Message _, Item.HostedCall _, Item.Other _ -> true;
            };
            if (keep) {
                retained.add(elements.get(i));
                next = item;
            }
            cut = !keep;
        }
        return retained.reversed();
    }

    /**
     * Returns the indexes of calls and of the outputs that follow them. If a turn has several calls with one id, the
     * first output belongs to the first call. A call in a later turn discards the calls with its id that still wait,
     * because outputs come before the model's next turn.
     */
    private static BitSet paired(List<Item> items) {
        BitSet paired = new BitSet(items.size());
        Map<String, Waiting> waiting = new HashMap<>();
        int turn = 0;
        boolean turnEnded = false;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            switch (item) {
                case Item.FunctionCall _, Item.OtherCall _ -> {
                    turn += turnEnded ? 1 : 0;
                    turnEnded = false;
                    String link = link(item);
                    Waiting same = waiting.get(link);
                    if (same == null || same.turn() != turn) {
                        same = new Waiting(turn, new ArrayDeque<>());
                        waiting.put(link, same);
                    }
                    same.calls().add(i);
                }
                case Item.FunctionCallOutput _, Item.OtherCallOutput _ -> {
                    turnEnded = true;
                    Waiting same = waiting.get(link(item));
                    Integer call = same == null ? null : same.calls().poll();
                    if (call != null) {
                        paired.set(call);
                        paired.set(i);
                    }
                }
                case Item.Message message -> turnEnded |= !message.role().equals("assistant");
                case Item.Reasoning _, Item.HostedCall _, Item.Other _ -> {}
            }
        }
        return paired;
    }

    /** Returns the key that a call and its output share. Functions and other calls may have the same id. */
    private static String link(Item item) {
        return switch (item) {
            case Item.FunctionCall call -> "function_call " + call.callId();
            case Item.FunctionCallOutput output -> "function_call " + output.callId();
            case Item.OtherCall call -> OtherCallTypes.link(call);
            case Item.OtherCallOutput output -> OtherCallTypes.link(output);
            case Item.Message _, Item.Reasoning _, Item.HostedCall _, Item.Other _ -> "";
        };
    }

    /** The calls of one turn with one id that have no output yet, as indexes. */
    private record Waiting(int turn, Deque<Integer> calls) {}

    /**
     * Returns whether reasoning before {@code next} led to an item that is kept. One reasoning item leads to all calls
     * of its turn, so one of them is enough; but it does not lead to the next reasoning item across a gap.
     */
    private static boolean leadsTo(@Nullable Item next, boolean overAGap) {
        return switch (next) {
            case null -> false;
            case Item.FunctionCall _, Item.OtherCall _, Item.HostedCall _, Item.Other _ -> true;
            case Item.Reasoning _ -> !overAGap;
            case Item.Message message -> message.role().equals("assistant");
            case Item.FunctionCallOutput _, Item.OtherCallOutput _ -> false;
        };
    }
}
