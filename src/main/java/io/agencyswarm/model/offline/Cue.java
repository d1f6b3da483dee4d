package io.agencyswarm.model.offline;

import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a conversation stands: what the model is to answer, and how far it has come with that.
 *
 * @param message the last message of the user
 * @param turn the turns with calls that the model took since, which is the index of the step to play; calls side by
 *     side are one turn
 */
public record Cue(String message, int turn) {

    /** Reads a conversation; empty if the user said nothing. */
    public static Optional<Cue> of(List<Item> conversation) {
        int last = last(conversation, Item::isOfUser);
        return last < 0
                ? Optional.empty()
                : Optional.of(new Cue(((Item.Message) conversation.get(last)).text(), turnsAfter(conversation, last)));
    }

    /**
     * The turns with calls that the agent itself took: since the user spoke, or since the conversation was handed over.
     */
    static int turnsOfTheAgent(List<Item> conversation) {
        return turnsAfter(conversation, last(conversation, item -> Item.isOfUser(item) || isHandoff(item)));
    }

    private static boolean isHandoff(Item item) {
        return item instanceof Item.FunctionCall call && call.name().startsWith(Item.FunctionCall.TRANSFER_TO);
    }

    private static int last(List<Item> conversation, Predicate<Item> wanted) {
        int index = conversation.size() - 1;
        while (index >= 0 && !wanted.test(conversation.get(index))) {
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
                    // May stand between the calls of one turn.
                }
                case Item.Message _,
                        Item.FunctionCallOutput _,
                        Item.HostedCall _,
                        Item.PairedCall _,
                        Item.PairedOutput _,
                        Item.Other _ -> calling = false;
            }
        }
        return turns;
    }

    /** The text of the last output of a tool in a conversation. */
    static Optional<String> lastOutput(List<Item> conversation) {
        return conversation.reversed().stream()
                .filter(Item.FunctionCallOutput.class::isInstance)
                .findFirst()
                .map(output -> ((Item.FunctionCallOutput) output).text());
    }
}
