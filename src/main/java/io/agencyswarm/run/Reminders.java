package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Reminder;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which reminders are due at the next model request of each agent of one loop. An agent's calls are counted on where a
 * handoff led away from it and back. For the loop's thread.
 */
final class Reminders {

    private final Map<Agent, Due> agents = new HashMap<>();

    /** Those of one agent, by their places in its list. */
    private static final class Due {

        private final BitSet now = new BitSet();

        /** The calls since each was due last. */
        private final long[] calls;

        Due(int reminders) {
            calls = new long[reminders];
        }
    }

    /** The user has said something that an agent is to answer. */
    void userSpoke(Agent to) {
        for (int i = 0; i < to.reminders().size(); i++) {
            if (to.reminders().get(i) instanceof Reminder.AfterUserMessage) {
                due(to).now.set(i);
            }
        }
    }

    /** An agent has called tools. */
    void called(Agent by, long count) {
        for (int i = 0; i < by.reminders().size(); i++) {
            if (by.reminders().get(i) instanceof Reminder.EveryToolCalls every) {
                Due due = due(by);
                due.calls[i] += count;
                if (due.calls[i] >= every.calls()) {
                    due.calls[i] %= every.calls();
                    due.now.set(i);
                }
            }
        }
    }

    private Due due(Agent agent) {
        return agents.computeIfAbsent(agent, _ -> new Due(agent.reminders().size()));
    }

    /**
     * A conversation with those that are due before the last message of the user, or at its beginning where there is
     * none. They are not due any more then.
     *
     * @return the same list if none is due
     * @throws AgencyException if a text could not be made
     */
    List<Item> addTo(List<Item> conversation, Agent agent, Map<String, Object> userContext) {
        BitSet now = due(agent).now;
        if (now.isEmpty()) {
            return conversation;
        }
        List<Item> messages = now.stream()
                .mapToObj(index -> text(agent.reminders().get(index), agent, userContext))
                .filter(text -> !text.isBlank())
                .<Item>map(Item::systemMessage)
                .toList();
        now.clear();
        int place = conversation.size() - 1;
        while (place > 0 && !Item.isOfUser(conversation.get(place))) {
            place--;
        }
        List<Item> reminded = new ArrayList<>(conversation);
        reminded.addAll(Math.max(0, place), messages);
        return reminded;
    }

    private static String text(Reminder reminder, Agent agent, Map<String, Object> userContext) {
        try {
            return Objects.requireNonNull(reminder.text().apply(userContext), "its function returned null");
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "Agent " + agent.name() + ": the text of a reminder could not be made: "
                            + AgencyException.reason(e),
                    e);
        }
    }
}
