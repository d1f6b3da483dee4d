package io.agencyswarm.model.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import io.agencyswarm.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/** Token usage as LangChain4j tells it, in which providers count differently. */
final class Usages {

    private Usages() {}

    static TokenUsage of(dev.langchain4j.model.output.@Nullable TokenUsage told) {
        return switch (told) {
            case null -> TokenUsage.NONE;
            case OpenAiTokenUsage usage -> openAi(usage);
            case AnthropicTokenUsage usage -> {
                // Here what was cached is not part of the input.
                long read = count(usage.cacheReadInputTokens());
                long written = count(usage.cacheCreationInputTokens());
                yield usage(count(usage.inputTokenCount()) + read + written, read, written, usage, null);
            }
            case GoogleAiGeminiTokenUsage usage -> {
                // Here thoughts are not part of the output.
                Integer thoughts = usage.thoughtsTokenCount();
                long output = count(usage.outputTokenCount()) + count(thoughts);
                long input = count(usage.inputTokenCount());
                yield new TokenUsage(
                        input,
                        count(usage.cachedContentTokenCount()),
                        0,
                        output,
                        thoughts == null ? null : Long.valueOf(thoughts),
                        input + output);
            }
            default -> usage(count(told.inputTokenCount()), 0, 0, told, null);
        };
    }

    private static TokenUsage openAi(OpenAiTokenUsage usage) {
        OpenAiTokenUsage.@Nullable InputTokensDetails in = usage.inputTokensDetails();
        OpenAiTokenUsage.@Nullable OutputTokensDetails out = usage.outputTokensDetails();
        Integer reasoning = out == null ? null : out.reasoningTokens();
        long input = count(usage.inputTokenCount());
        long output = count(usage.outputTokenCount());
        long total = count(usage.totalTokenCount());
        // xAI counts its reasoning beside the output, and both into the total.
        if (count(reasoning) > 0 && total == input + output + count(reasoning)) {
            output += count(reasoning);
        }
        return new TokenUsage(
                input,
                in == null ? 0 : count(in.cachedTokens()),
                0,
                output,
                reasoning == null ? null : Long.valueOf(reasoning),
                total == 0 ? input + output : total);
    }

    private static TokenUsage usage(
            long input,
            long cached,
            long written,
            dev.langchain4j.model.output.TokenUsage told,
            @Nullable Long reasoning) {
        long output = count(told.outputTokenCount());
        return new TokenUsage(input, cached, written, output, reasoning, input + output);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
