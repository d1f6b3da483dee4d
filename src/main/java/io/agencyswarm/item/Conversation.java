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
 * The items of a thread, oldest first, of all its agents. Immutable.
 *
 * @param items in the order in which they were said; timestamps play no part
 */
public record Conversation(List<ThreadItem> items) {

    /** Copies the list. */
    public Conversation {
        items = List.copyOf(items);
    }

    /** Nothing has been said yet. */
    public static final Conversation EMPTY = new Conversation(List.of());

    /** Reads what a client sent as {@code chat_history}; objects of other shapes are skipped, and lists of MCP tools. */
    public static Conversation of(List<ObjectNode> history) {
        return new Conversation(history.stream()
                .map(ThreadItem::of)
                .flatMap(Optional::stream)
                .filter(item -> outlivesRuns(item.item()))
                .toList());
    }

    /** Whether an item belongs to the conversation beyond its run. The provider makes a new list of MCP tools in each. */
    public static boolean outlivesRuns(Item item) {
        return !(item instanceof Item.Other other) || !other.type().equals(Item.Other.MCP_TOOLS);
    }

    /** This conversation and what was said next. */
    public Conversation and(List<ThreadItem> next) {
        List<ThreadItem> all = new ArrayList<>(items);
        all.addAll(next);
        return new Conversation(all);
    }

    /**
     * How the conversation began: its first items, without calls that the cut parts from their outputs, without
     * reasoning that led to nothing else, and without reminders of handoffs that it leaves out.
     *
     * @param count how many items at most
     */
    public Conversation first(int count) {
        List<ThreadItem> kept = items.subList(0, Math.min(count, items.size()));
        Set<ThreadItem> whole = Collections.newSetFromMap(new IdentityHashMap<>());
        // Each pair of agents talks by itself: what others say in between belongs to neither call nor reasoning.
        kept.stream().collect(Collectors.groupingBy(Talk::of)).values().stream()
                .map(talk -> wellFormed(talk, ThreadItem::item))
                .forEach(talk -> {
                    whole.addAll(talk);
                    whole.removeAll(remindersWithoutHandoff(talk));
                });
        return new Conversation(kept.stream().filter(whole::contains).toList());
    }

    /** Who talks to whom; the user talks to all agents in one conversation. */
    private record Talk(@Nullable String caller, @Nullable String agent) {

        static Talk of(ThreadItem item) {
            @Nullable String caller = item.origin().callerAgent();
            return new Talk(caller, caller == null ? null : item.origin().agent());
        }
    }

    /**
     * What {@code agent} knows when {@code caller} talks to it. All agents that talk to the user share one
     * conversation, so that a handoff or another recipient takes up the thread; between two agents each pair has its
     * own. Reminders of handoffs that the conversation lacks, such as in a history that a client has shortened, are left
     * out.
     *
     * @param caller null for the user
     */
    public List<Item> between(String agent, @Nullable String caller) {
        List<ThreadItem> talk = items.stream()
                .filter(item -> Objects.equals(caller, item.origin().callerAgent()))
                .filter(item -> caller == null || item.origin().agent().equals(agent))
                .toList();
        // Few conversations have reminders, and the others need not be looked through for them at each run.
        Set<ThreadItem> lone = talk.stream().anyMatch(Conversation::isReminder)
                ? remindersWithoutHandoff(wellFormed(talk, ThreadItem::item))
                : Set.of();
        return talk.stream()
                .filter(item -> !lone.contains(item))
                .map(ThreadItem::item)
                .toList();
    }

    private static boolean isReminder(ThreadItem item) {
        // A client's mark on what the user said must not make it vanish.
        return ThreadItem.HANDOFF_REMINDER.equals(item.messageOrigin())
                && item.item() instanceof Item.Message message
                && message.role().equals("system");
    }

    /**
     * The reminders that no call follows by which an agent hands over. A reminder stands before all of the turn that
     * hands over, so other items of that turn may come between, but no message of the user and no other reminder.
     *
     * @param talk well formed, so that a call in it has its output
     */
    private static Set<ThreadItem> remindersWithoutHandoff(List<ThreadItem> talk) {
        Set<ThreadItem> found = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean handsOver = false;
        for (ThreadItem item : talk.reversed()) {
            if (isReminder(item)) {
                if (!handsOver) {
                    found.add(item);
                }
                handsOver = false;
            } else if (item.item() instanceof Item.FunctionCall call) {
                handsOver |= call.name().startsWith(Item.FunctionCall.TRANSFER_TO);
            } else if (Item.isOfUser(item.item())) {
                handsOver = false;
            }
        }
        return found;
    }

    /**
     * Leaves out what the API would refuse: a call without its output, an output without its call, and reasoning whose
     * item went that way.
     *
     * @param itemOf finds the item in an element
     */
    public static <T> List<T> wellFormed(List<T> elements, Function<T, Item> itemOf) {
        List<Item> items = elements.stream().map(itemOf).toList();
        BitSet paired = paired(items);
        List<T> kept = new ArrayList<>(elements.size());
        @Nullable Item next = null;
        boolean cut = false;
        // Backwards, because reasoning stands or falls with what it led to.
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            boolean keep = switch (item) {
                case Item.FunctionCall _, Item.FunctionCallOutput _, Item.PairedCall _, Item.PairedOutput _ ->
                    paired.get(i);
                case Item.Reasoning _ -> leadsTo(next, cut);
                case Item.Message _, Item.HostedCall _, Item.Other _ -> true;
            };
            if (keep) {
                kept.add(elements.get(i));
                next = item;
            }
            cut = !keep;
        }
        return kept.reversed();
    }

    /**
     * The indexes of calls and of the outputs behind them. Of several calls of a turn under one id, the first output is
     * the first one's. A call of a later turn ends those of its id that still wait, because outputs come before the
     * model speaks again.
     */
    private static BitSet paired(List<Item> items) {
        BitSet paired = new BitSet(items.size());
        Map<String, Waiting> waiting = new HashMap<>();
        int turn = 0;
        boolean turnEnded = false;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            switch (item) {
                case Item.FunctionCall _, Item.PairedCall _ -> {
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
                case Item.FunctionCallOutput _, Item.PairedOutput _ -> {
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

    /** What a call and its output have in common; functions and other calls may share an id. */
    private static String link(Item item) {
        return switch (item) {
            case Item.FunctionCall call -> "function_call " + call.callId();
            case Item.FunctionCallOutput output -> "function_call " + output.callId();
            case Item.PairedCall call -> PairedTypes.link(call);
            case Item.PairedOutput output -> PairedTypes.link(output);
            case Item.Message _, Item.Reasoning _, Item.HostedCall _, Item.Other _ -> "";
        };
    }

    /** The calls of one turn under one id that have no output yet, by their indexes. */
    private record Waiting(int turn, Deque<Integer> calls) {}

    /**
     * Whether reasoning that stands before {@code next} led to something that is still there. One reasoning leads to
     * all calls of its turn, so one of them is enough; but not to the next reasoning over a gap.
     */
    private static boolean leadsTo(@Nullable Item next, boolean overAGap) {
        return switch (next) {
            case null -> false;
            case Item.FunctionCall _, Item.PairedCall _, Item.HostedCall _, Item.Other _ -> true;
            case Item.Reasoning _ -> !overAGap;
            case Item.Message message -> message.role().equals("assistant");
            case Item.FunctionCallOutput _, Item.PairedOutput _ -> false;
        };
    }
}
