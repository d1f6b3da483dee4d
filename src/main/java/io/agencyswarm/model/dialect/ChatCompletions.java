package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.call.CallIdRule;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.RequestTarget;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * OpenAI's Chat Completions API, and the compatible APIs of other providers.
 *
 * @param ids which ids of calls the provider accepts
 * @param traits how it differs
 */
public record ChatCompletions(CallIdRule ids, Set<ChatTrait> traits) implements Dialect {

    /** The rules for conversations with Mistral's models, which apply with every provider. */
    private static final Set<ChatTrait> MISTRAL_TRAITS =
            Set.of(ChatTrait.SYSTEM_FIRST, ChatTrait.NO_USER_AFTER_TOOL, ChatTrait.USER_LAST);

    private static final Pattern DEEPSEEK = Pattern.compile("(?i)deepseek");

    /** As in Mistral, Devstral and Mixtral. */
    private static final Pattern MISTRAL = Pattern.compile("(?i)[sx]tral");

    /** Copies the set. */
    public ChatCompletions {
        traits = Set.copyOf(traits);
    }

    @Override
    public ObjectNode body(ModelRequest request) {
        return new ChatBody(forModel(request.model()), request).write();
    }

    @Override
    public Framing framing() {
        return Framing.SSE;
    }

    @Override
    public AnswerReader reader(String model, RequestTarget target) {
        String tag = forModel(model).is(ChatTrait.WANTS_REASONING_CONTENT) ? ChatBody.REASONING_TAG : null;
        ReasoningDetails details = is(ChatTrait.WANTS_REASONING_DETAILS) ? new ReasoningDetails() : null;
        return new AnswerReader(
                new ChatChunkReader(details), new AnswerBuilder(model, tag, details, target::redact), target);
    }

    boolean is(ChatTrait trait) {
        return traits.contains(trait);
    }

    /** Adds the rules of the model's maker. */
    private ChatCompletions forModel(String model) {
        if (!is(ChatTrait.MODELS_OF_OTHERS)) {
            return this;
        }
        if (DEEPSEEK.matcher(model).find()) {
            return with(ids, Set.of(ChatTrait.WANTS_REASONING_CONTENT));
        }
        return MISTRAL.matcher(model).find() ? with(CallIdRule.MISTRAL, MISTRAL_TRAITS) : this;
    }

    private ChatCompletions with(CallIdRule rule, Set<ChatTrait> more) {
        Set<ChatTrait> all = new HashSet<>(traits);
        all.addAll(more);
        return new ChatCompletions(rule, all);
    }
}
