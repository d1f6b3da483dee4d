package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.answer.AnswerEvents;
import io.agencyswarm.model.http.ErrorQuotes;
import io.agencyswarm.usage.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds the events of the Responses API from the pieces that a format's reader finds in an answer. */
final class AnswerBuilder {

    /**
     * Limit of the characters that are buffered until they can be sent as an event. The run's own limits do not count
     * them.
     */
    private static final int MAX_BUFFERED_CHARS = 1 << 20;

    private final AnswerEvents events;
    private final @Nullable String reasoningTag;
    private final @Nullable ReasoningDetails details;
    private final UnaryOperator<String> redact;
    private final CallPieces calls;
    private List<ModelEvent> ready = new ArrayList<>();
    private TokenUsage usage = TokenUsage.NONE;
    private @Nullable String finishReason;
    private String detail = "";

    /** The first half of a surrogate pair whose second half has not arrived yet. */
    private String pendingSurrogate = "";

    private int bufferedCharacters;
    private boolean thinking;
    private boolean hasContent;
    private boolean ended;

    /** Creates an answer of a provider that signs its reasoning, or does not expect it back. */
    AnswerBuilder(String model, UnaryOperator<String> redact) {
        this(model, null, null, redact);
    }

    /**
     * Creates an empty answer.
     *
     * @param reasoningTag stored with reasoning that the provider expects back without signing it; null if it does not
     *     expect it back
     * @param details collects what the provider expects back with the calls; null if there is nothing
     * @param redact removes secrets from the server's messages
     */
    AnswerBuilder(
            String model,
            @Nullable String reasoningTag,
            @Nullable ReasoningDetails details,
            UnaryOperator<String> redact) {
        this.events = new AnswerEvents(model);
        this.reasoningTag = reasoningTag;
        this.details = details;
        this.redact = redact;
        this.calls = new CallPieces(this);
    }

    void begin() {
        ready.addAll(events.begin());
    }

    List<ModelEvent> drain() {
        List<ModelEvent> drained = ready;
        ready = drained.isEmpty() ? drained : new ArrayList<>();
        return drained;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean hasFinishReason() {
        return finishReason != null;
    }

    /** Returns whether there was any text or call. */
    boolean hasContent() {
        return hasContent;
    }

    void addText(String piece) {
        if (!piece.isEmpty()) {
            endThinking();
            hasContent = true;
            String text = pendingSurrogate.isEmpty() ? piece : pendingSurrogate + piece;
            int completeLength = text.length() - (Character.isHighSurrogate(text.charAt(text.length() - 1)) ? 1 : 0);
            pendingSurrogate = text.substring(completeLength);
            ready.addAll(events.text(text.substring(0, completeLength)));
        }
    }

    /** Sends the rest of the text, even if it is half of a surrogate pair. */
    private void endText() {
        ready.addAll(events.text(pendingSurrogate));
        pendingSurrogate = "";
    }

    void addReasoning(String piece) {
        if (!piece.isEmpty()) {
            endText();
            thinking = true;
            ready.addAll(events.reasoning(piece));
        }
    }

    /** Ends the reasoning with the signature that the provider expects back. */
    void setSignature(String signature) {
        endText();
        thinking = false;
        ready.addAll(events.endReasoning(signature));
    }

    /**
     * Adds a piece of a call, as {@link CallPieces#add}.
     *
     * @param index null if the provider does not number its calls
     */
    void addCall(@Nullable Integer index, String id, String name, JsonNode arguments) {
        calls.add(index, id, name, arguments);
    }

    /** Adds a call that arrives in one piece. */
    void addCompleteCall(String id, String name, JsonNode arguments) {
        calls.addComplete(id, name, arguments);
    }

    /** Ends the call with this server-side number. */
    void endCall(int index) {
        calls.end(index);
    }

    /** Sends a piece of the call with this local number. */
    void emitCall(int number, String id, String name, String arguments) {
        endText();
        endThinking();
        hasContent = true;
        ready.addAll(events.call(number, id, name, arguments));
    }

    void emitCallEnd(int number) {
        ready.addAll(events.endCall(number));
    }

    /**
     * Counts characters that are buffered until they can be sent.
     *
     * @param characters their number
     * @throws ModelException if the total exceeds the limit
     */
    void countBuffered(int characters) {
        bufferedCharacters += characters;
        if (bufferedCharacters > MAX_BUFFERED_CHARS) {
            throw new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's server sent more than " + MAX_BUFFERED_CHARS
                            + " characters of calls without a name, or of other incomplete parts of an answer",
                    null);
        }
    }

    /** Sets the usage. The last figures that the provider reports count. */
    void setUsage(TokenUsage tokens) {
        usage = tokens;
    }

    /** Sets the provider's finish reason. A blank one is ignored. */
    void setFinishReason(String reason) {
        if (!reason.isBlank()) {
            finishReason = reason.strip();
        }
    }

    /** Sets a detail to add to the error message if the answer fails. */
    void setDetail(String reason) {
        detail = reason.strip();
    }

    /** Ends the answer. Without a finish reason it counts as complete. */
    void end() {
        ended = true;
        endText();
        endThinking();
        String text = finishReason == null ? "stop" : finishReason;
        FinishReason reason = FinishReason.of(text);
        if (details != null && !details.isEmpty() && calls.hasAny()) {
            ready.addAll(events.endReasoning(details.json()));
        }
        if (!calls.endAll()) {
            fail("it called a tool without a name"
                    + (reason == FinishReason.COMPLETE ? "" : ", and ended with the reason " + text));
            return;
        }
        switch (reason) {
            case COMPLETE -> ready.addAll(events.complete(usage));
            case LENGTH -> ready.addAll(events.incomplete("max_output_tokens", usage, null));
            case WINDOW, PAUSED -> ready.addAll(events.incomplete(text.toLowerCase(Locale.ROOT), usage, null));
            case FILTERED -> {
                if (hasContent) {
                    boolean isPlain = text.equalsIgnoreCase("content_filter");
                    ready.addAll(events.incomplete("content_filter", usage, isPlain ? null : text));
                } else {
                    fail("it, or a filter of its provider, refused to answer, with the reason " + text);
                }
            }
            case UNKNOWN -> {
                if (hasContent) {
                    ready.addAll(events.complete(usage, text));
                } else {
                    fail("it ended without an answer, with the reason " + text);
                }
            }
            case FAILED -> fail("its answer ended with the reason " + text);
        }
    }

    /** Ends an answer that failed, with the usage so far. */
    void fail(String why) {
        ended = true;
        String message = detail.isEmpty() ? why : why + ": " + detail;
        ready.addAll(events.fail(ErrorQuotes.shorten(redact.apply(message)), usage));
    }

    private void endThinking() {
        if (thinking && reasoningTag != null) {
            ready.addAll(events.endReasoning(reasoningTag));
        }
        thinking = false;
    }
}
