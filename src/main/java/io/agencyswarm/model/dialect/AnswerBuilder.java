package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.AnswerEvents;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.Refusals;
import io.agencyswarm.usage.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An answer as a format's reader tells it, piece by piece, on its way to the events of the Responses API. */
final class AnswerBuilder {

    /** What is held back until there is an event for it is not counted by the run; an honest answer has little of it. */
    private static final int MOST_HELD = 1 << 20;

    private final AnswerEvents events;
    private final @Nullable String reasoningTag;
    private final @Nullable ReasoningDetails details;
    private final UnaryOperator<String> redact;
    private final CallPieces calls;
    private List<ModelEvent> ready = new ArrayList<>();
    private TokenUsage usage = TokenUsage.NONE;
    private @Nullable String word;
    private String detail = "";

    /** The first half of a character whose other half has not come yet. */
    private String half = "";

    private int held;
    private boolean thinking;
    private boolean said;
    private boolean over;

    /** An answer of a provider that signs its reasoning, or wants none of it back. */
    AnswerBuilder(String model, UnaryOperator<String> redact) {
        this(model, null, null, redact);
    }

    /**
     * An answer before its first piece.
     *
     * @param reasoningTag what is kept with reasoning that the provider wants back although it does not sign it; null
     *     where it does not
     * @param details what goes back with the answer's calls besides; null where nothing does
     * @param redact takes secrets out of what the server says
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

    List<ModelEvent> taken() {
        List<ModelEvent> taken = ready;
        ready = taken.isEmpty() ? taken : new ArrayList<>();
        return taken;
    }

    boolean over() {
        return over;
    }

    boolean hasReason() {
        return word != null;
    }

    /** Whether there was any text or call. */
    boolean said() {
        return said;
    }

    void text(String piece) {
        if (!piece.isEmpty()) {
            endThinking();
            said = true;
            String text = half.isEmpty() ? piece : half + piece;
            int whole = text.length() - (Character.isHighSurrogate(text.charAt(text.length() - 1)) ? 1 : 0);
            half = text.substring(whole);
            ready.addAll(events.text(text.substring(0, whole)));
        }
    }

    /** What is left of the text, though the other half of its last character never came. */
    private void endText() {
        ready.addAll(events.text(half));
        half = "";
    }

    void reasoning(String piece) {
        if (!piece.isEmpty()) {
            endText();
            thinking = true;
            ready.addAll(events.reasoning(piece));
        }
    }

    /** The reasoning ends with what the provider wants back with it. */
    void signature(String signature) {
        endText();
        thinking = false;
        ready.addAll(events.endReasoning(signature));
    }

    /**
     * A piece of a call, as {@link CallPieces#add}.
     *
     * @param index null where the provider does not number its calls
     */
    void call(@Nullable Integer index, String id, String name, JsonNode arguments) {
        calls.add(index, id, name, arguments);
    }

    /** A call that comes in one piece. */
    void wholeCall(String id, String name, JsonNode arguments) {
        calls.addWhole(id, name, arguments);
    }

    /** The call with this number of the server's is whole. */
    void endCall(int index) {
        calls.end(index);
    }

    /** A piece of a call under a number of our own. */
    void callEvent(int number, String id, String name, String arguments) {
        endText();
        endThinking();
        said = true;
        ready.addAll(events.call(number, id, name, arguments));
    }

    void endCallEvent(int number) {
        ready.addAll(events.endCall(number));
    }

    /**
     * Something is held back until more of it comes.
     *
     * @param characters how much
     * @throws ModelException if that is too much in all
     */
    void hold(int characters) {
        held += characters;
        if (held > MOST_HELD) {
            throw new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's server sent more than " + MOST_HELD
                            + " characters of calls without a name, or of other things that are no part of an answer"
                            + " yet",
                    null);
        }
    }

    /** What was used, where the provider tells it; the last figures count. */
    void usage(TokenUsage told) {
        usage = told;
    }

    /** How the answer ends, in the provider's word; a blank one says nothing. */
    void reason(String told) {
        if (!told.isBlank()) {
            word = told.strip();
        }
    }

    /** What the provider says besides of how the answer ends. */
    void detail(String told) {
        detail = told.strip();
    }

    /** All has come. Without a reason, the answer is whole. */
    void end() {
        over = true;
        endText();
        endThinking();
        String told = word == null ? "stop" : word;
        EndReason reason = EndReason.of(told);
        if (details != null && !details.isEmpty() && calls.any()) {
            ready.addAll(events.endReasoning(details.kept()));
        }
        if (!calls.endAll()) {
            fail("it called a tool without giving its name"
                    + (reason == EndReason.WHOLE ? "" : ", and ended with the reason " + told));
            return;
        }
        switch (reason) {
            case WHOLE -> ready.addAll(events.complete(usage));
            case LENGTH -> ready.addAll(events.incomplete("max_output_tokens", usage, null));
            case WINDOW, PAUSED -> ready.addAll(events.incomplete(told.toLowerCase(Locale.ROOT), usage, null));
            case FILTERED -> {
                if (said) {
                    boolean isPlain = told.equalsIgnoreCase("content_filter");
                    ready.addAll(events.incomplete("content_filter", usage, isPlain ? null : told));
                } else {
                    fail("it, or a filter of its provider, refused to answer, with the reason " + told);
                }
            }
            case UNKNOWN -> {
                if (said) {
                    ready.addAll(events.complete(usage, told));
                } else {
                    fail("it ended without an answer, with the reason " + told);
                }
            }
            case FAILED -> fail("its answer ended with the reason " + told);
        }
    }

    /** Ends an answer that came to nothing, with what was used all the same. */
    void fail(String why) {
        over = true;
        String whole = detail.isEmpty() ? why : why + ": " + detail;
        ready.addAll(events.fail(Refusals.cut(redact.apply(whole)), usage));
    }

    private void endThinking() {
        if (thinking && reasoningTag != null) {
            ready.addAll(events.endReasoning(reasoningTag));
        }
        thinking = false;
    }
}
