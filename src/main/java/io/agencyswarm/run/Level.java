package io.agencyswarm.run;

import io.agencyswarm.item.Item;
import io.agencyswarm.observe.Span;
import org.jspecify.annotations.Nullable;

/**
 * Where in a run an agent's loop is: at the top, where the user speaks, or beneath a call by which another agent asked
 * it.
 *
 * @param depth levels of delegation above it
 * @param caller the agent that asked, null at the top
 * @param callId the call by which it did, null at the top
 * @param transcript what is said there
 * @param span what its steps are begun from
 */
record Level(int depth, @Nullable String caller, @Nullable String callId, Transcript transcript, Span span) {

    static Level top(Transcript transcript, Span run) {
        return new Level(0, null, null, transcript, run);
    }

    /** The level beneath, for what an agent here asks of another. */
    Level below(String agent, Item.FunctionCall call, Span delegation) {
        return new Level(depth + 1, agent, call.callId(), transcript.delegate(call), delegation);
    }
}
