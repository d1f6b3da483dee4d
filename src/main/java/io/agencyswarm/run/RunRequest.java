package io.agencyswarm.run;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import java.util.List;
import java.util.Map;

/**
 * What a client asks of an agency, already validated.
 *
 * @param message what the user says; at least one item
 * @param recipient the agent that answers
 * @param history what was said before
 * @param additionalInstructions appended to the recipient's instructions; may be empty
 * @param userContext merged over the agency's; values are JSON's (maps, lists, text, numbers, booleans, null)
 */
public record RunRequest(
        List<Item> message,
        Agent recipient,
        Conversation history,
        String additionalInstructions,
        Map<String, Object> userContext) {

    /** Copies the message. */
    public RunRequest {
        message = List.copyOf(message);
    }
}
