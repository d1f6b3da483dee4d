package io.agencyswarm.agency;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.Map;
import java.util.function.Function;

/**
 * A system message that an agent's model gets with one request. It stands before the last message of the user, or of
 * the agent that asks, and only in that request: clients and threads never contain it. Reminders are set with
 * {@link Agent.Builder#reminders}. A text that depends on the run is created on the run's virtual thread, so its
 * function may block; a blank text is not sent. If the function throws, the run fails. Immutable.
 */
public sealed interface Reminder {

    /** Returns the function that creates the text from the run's user context. */
    Function<Map<String, Object>, String> text();

    /**
     * Sent with the first request of a run to the agent that the user talks to. An agent that another one asks, or that
     * takes over by a handoff, is not reminded.
     */
    record AfterUserMessage(Function<Map<String, Object>, String> text) implements Reminder {}

    /**
     * Sent with the request after every {@code calls} tool calls of the agent in one run. Calls of the agent's tools,
     * of tools that the model's provider runs, and of those that ask other agents count. Handoffs do not count.
     *
     * @param calls at least 1
     */
    record EveryToolCalls(int calls, Function<Map<String, Object>, String> text) implements Reminder {

        /** Checks the number. */
        public EveryToolCalls {
            if (calls < 1) {
                throw new AgencyException(
                        ErrorCode.CONFIGURATION,
                        "A reminder after every " + calls
                                + " tool calls is not possible. The number must be at least 1.");
            }
        }
    }

    /**
     * Creates a reminder after each message of the user.
     *
     * @throws AgencyException if the text is blank
     */
    static Reminder afterUserMessage(String text) {
        return afterUserMessage(fixed(text));
    }

    /** Creates a reminder after each message of the user. */
    static Reminder afterUserMessage(Function<Map<String, Object>, String> fromUserContext) {
        return new AfterUserMessage(fromUserContext);
    }

    /**
     * Creates a reminder after every {@code calls} tool calls.
     *
     * @param calls at least 1
     * @throws AgencyException if the text is blank or {@code calls} is less than 1
     */
    static Reminder everyToolCalls(int calls, String text) {
        return everyToolCalls(calls, fixed(text));
    }

    /**
     * Creates a reminder after every {@code calls} tool calls.
     *
     * @param calls at least 1
     * @throws AgencyException if {@code calls} is less than 1
     */
    static Reminder everyToolCalls(int calls, Function<Map<String, Object>, String> fromUserContext) {
        return new EveryToolCalls(calls, fromUserContext);
    }

    private static Function<Map<String, Object>, String> fixed(String text) {
        if (text.isBlank()) {
            throw new AgencyException(ErrorCode.CONFIGURATION, "A reminder has a blank text. Write a text.");
        }
        return _ -> text;
    }
}
