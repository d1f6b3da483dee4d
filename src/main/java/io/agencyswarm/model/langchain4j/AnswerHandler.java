package io.agencyswarm.model.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.agencyswarm.model.AnswerEvents;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.usage.TokenUsage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what LangChain4j makes of an answer into events. Called by the run's own thread, while it reads. */
final class AnswerHandler implements StreamingChatResponseHandler {

    private final Deque<ModelEvent> ready = new ArrayDeque<>();
    private final Set<Integer> begunCalls = new HashSet<>();
    private final AnswerEvents answer;
    private @Nullable Throwable failure;
    private boolean complete;

    AnswerHandler(String model) {
        answer = new AnswerEvents(model);
        ready.addAll(answer.begin());
    }

    /** The next event, null while there is none. */
    @Nullable
    ModelEvent poll() {
        return ready.poll();
    }

    /** Why the answer can't go on, null while it can. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Whether the answer came to its end. */
    boolean complete() {
        return complete;
    }

    /** The thoughts end with what the provider wants back. */
    void signed(String signature) {
        ready.addAll(answer.endReasoning(signature));
    }

    @Override
    public void onPartialResponse(String text) {
        ready.addAll(answer.text(text));
    }

    @Override
    public void onPartialThinking(PartialThinking thought) {
        ready.addAll(answer.reasoning(thought.text()));
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        begunCalls.add(piece.index());
        ready.addAll(answer.call(piece.index(), piece.id(), piece.name(), piece.partialArguments()));
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall whole) {
        if (!begunCalls.remove(whole.index())) {
            ToolExecutionRequest call = whole.toolExecutionRequest();
            ready.addAll(answer.call(whole.index(), call.id(), call.name(), call.arguments()));
        }
        ready.addAll(answer.endCall(whole.index()));
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        FinishReason reason = response.metadata().finishReason();
        if (reason == null || complete || failure != null) {
            // An answer that does not say how it ended was cut off.
            return;
        }
        complete = true;
        TokenUsage usage = Usages.of(response.metadata().tokenUsage());
        ready.addAll(
                switch (reason) {
                    case LENGTH -> answer.incomplete("max_output_tokens", usage);
                    case CONTENT_FILTER -> answer.incomplete("content_filter", usage);
                    case STOP, TOOL_EXECUTION, OTHER -> answer.complete(usage);
                });
    }

    @Override
    public void onError(Throwable error) {
        if (failure == null) {
            failure = error;
        }
    }
}
