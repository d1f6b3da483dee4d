package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.CallIdRule;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;
import java.util.Locale;
import java.util.Set;

/**
 * OpenAI's chat completions, and those of the many that speak as it does.
 *
 * @param ids what the provider takes as the ids of calls
 * @param traits what it does otherwise
 */
public record ChatCompletions(CallIdRule ids, Set<ChatTrait> traits) implements Dialect {

    /** Copies the set. */
    public ChatCompletions {
        traits = Set.copyOf(traits);
    }

    /** Whether a model's reasoning goes back to it. */
    boolean wantsReasoning(String model) {
        return traits.contains(ChatTrait.WANTS_REASONING_CONTENT)
                || (traits.contains(ChatTrait.WANTS_REASONING_CONTENT_FOR_DEEPSEEK)
                        && model.toLowerCase(Locale.ROOT).contains("deepseek"));
    }

    @Override
    public ObjectNode body(ModelRequest request) {
        return new ChatBody(this, request).written();
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public AnswerReader reader(String model, RequestTarget target) {
        String tag = wantsReasoning(model) ? ChatBody.REASONING_TAG : null;
        return new AnswerReader(new ChatChunks(), new Answer(model, tag, target::redact), target);
    }
}
