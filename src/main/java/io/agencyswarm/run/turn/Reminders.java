package io.agencyswarm.run.turn;

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
 * The reminders that are due at the next model request of each agent in one loop. An agent's calls continue to count
 * after handoffs that led away from it and back. Confined to the loop's thread.
 */
public final class Reminders {

    private final Map<Agent, DueReminders> agents = new HashMap<>();

    /** The due reminders of one agent, by their index in its list. */
    private static final class DueReminders {

        private final BitSet dueNow = new BitSet();

        /** Calls since each reminder was due last. */
        private final long[] calls;

        DueReminders(int reminders) {
            calls = new long[reminders];
        }
    }

    /** Makes the reminders due that follow a user's message to an agent. */
    public void onUserMessage(Agent to) {
        for (int i = 0; i < to.reminders().size(); i++) {
            if (to.reminders().get(i) instanceof Reminder.AfterUserMessage) {
                dueReminders(to).dueNow.set(i);
            }
        }
    }

    /** Counts an agent's tool calls. */
    public void countCalls(Agent by, long count) {
        for (int i = 0; i < by.reminders().size(); i++) {
            if (by.reminders().get(i) instanceof Reminder.EveryToolCalls reminder) {
                DueReminders dueReminders = dueReminders(by);
                dueReminders.calls[i] += count;
                if (dueReminders.calls[i] >= reminder.calls()) {
                    dueReminders.calls[i] %= reminder.calls();
                    dueReminders.dueNow.set(i);
                }
            }
        }
    }

    private DueReminders dueReminders(Agent agent) {
        return agents.computeIfAbsent(
                agent, _ -> new DueReminders(agent.reminders().size()));
    }

    /**
     * Adds the due reminders before the last message of the user, or at the beginning if there is none. They are not
     * due afterwards.
     *
     * @return the same list if none is due
     * @throws AgencyException if a reminder's text function fails
     */
    public List<Item> addTo(List<Item> conversation, Agent agent, Map<String, Object> userContext) {
        BitSet dueNow = dueReminders(agent).dueNow;
        if (dueNow.isEmpty()) {
            return conversation;
        }
        List<Item> messages = dueNow.stream()
                .mapToObj(index -> text(agent.reminders().get(index), agent, userContext))
                .filter(text -> !text.isBlank())
                .<Item>map(Item::systemMessage)
                .toList();
        dueNow.clear();
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
                    "Agent " + agent.name() + ": the text of a reminder could not be created: "
                            + AgencyException.reason(e),
                    e);
        }
    }
}
