package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Reminder;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which reminders are due at an agent's next model request, in one run. For the loop's thread. */
final class Reminders {

    private final List<Reminder> all;
    private final BitSet due;

    /** The calls since each was due last. */
    private final long[] calls;

    Reminders(List<Reminder> all) {
        this.all = all;
        this.due = new BitSet(all.size());
        this.calls = new long[all.size()];
    }

    /** The user has said something that the agent is to answer. */
    void userSpoke() {
        for (int i = 0; i < calls.length; i++) {
            if (all.get(i) instanceof Reminder.AfterUserMessage) {
                due.set(i);
            }
        }
    }

    /** The agent has called tools. */
    void called(long count) {
        for (int i = 0; i < calls.length; i++) {
            if (all.get(i) instanceof Reminder.EveryToolCalls every) {
                calls[i] += count;
                if (calls[i] >= every.calls()) {
                    calls[i] %= every.calls();
                    due.set(i);
                }
            }
        }
    }

    /**
     * A conversation with those that are due before the last message of the user, or at its beginning where there is
     * none. They are not due any more then.
     *
     * @return the same list if none is due
     * @throws AgencyException if a text could not be made
     */
    List<Item> addTo(List<Item> conversation, Agent agent, Map<String, Object> userContext) {
        if (due.isEmpty()) {
            return conversation;
        }
        List<Item> messages = due.stream()
                .mapToObj(index -> text(all.get(index), agent, userContext))
                .filter(text -> !text.isBlank())
                .<Item>map(Item::systemMessage)
                .toList();
        due.clear();
        int place = conversation.size() - 1;
        while (place > 0 && !isOfTheUser(conversation.get(place))) {
            place--;
        }
        List<Item> reminded = new ArrayList<>(conversation);
        reminded.addAll(Math.max(0, place), messages);
        return reminded;
    }

    static boolean isOfTheUser(Item item) {
        return item instanceof Item.Message message && message.role().equals("user");
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
