package io.agencyswarm.model.offline;

import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The position in a conversation: the message to answer, and the number of turns since.
 *
 * @param message the last message of the user
 * @param turn the number of turns with calls since that message, which is the index of the step to play; parallel calls
 *     are one turn
 */
public record ScriptPosition(String message, int turn) {

    /** Reads a conversation. Returns empty if there is no user message. */
    public static Optional<ScriptPosition> of(List<Item> conversation) {
        int last = last(conversation, Item::isOfUser);
        return last < 0
                ? Optional.empty()
                : Optional.of(new ScriptPosition(
                        ((Item.Message) conversation.get(last)).text(), turnsAfter(conversation, last)));
    }

    /** Returns the number of the agent's own turns with calls: since the last user message or handoff. */
    static int turnsOfTheAgent(List<Item> conversation) {
        return turnsAfter(conversation, last(conversation, item -> Item.isOfUser(item) || isHandoff(item)));
    }

    private static boolean isHandoff(Item item) {
        return item instanceof Item.FunctionCall call && call.name().startsWith(Item.FunctionCall.TRANSFER_TO);
    }

    private static int last(List<Item> conversation, Predicate<Item> filter) {
        int index = conversation.size() - 1;
        while (index >= 0 && !filter.test(conversation.get(index))) {
            index--;
        }
        return index;
    }

    private static int turnsAfter(List<Item> conversation, int index) {
        int turns = 0;
        boolean calling = false;
        for (Item item : conversation.subList(index + 1, conversation.size())) {
            switch (item) {
                case Item.FunctionCall _ -> {
                    turns += calling ? 0 : 1;
                    calling = true;
                }
                case Item.Reasoning _ -> {
                    // May occur between the calls of one turn.
                }
                case Item.Message _,
                        Item.FunctionCallOutput _,
                        Item.HostedCall _,
                        Item.OtherCall _,
                        Item.OtherCallOutput _,
                        Item.Other _ -> calling = false;
            }
        }
        return turns;
    }

    /** Returns the text of the last tool output in a conversation. */
    static Optional<String> lastOutput(List<Item> conversation) {
        return conversation.reversed().stream()
                .filter(Item.FunctionCallOutput.class::isInstance)
                .findFirst()
                .map(output -> ((Item.FunctionCallOutput) output).text());
    }
}
