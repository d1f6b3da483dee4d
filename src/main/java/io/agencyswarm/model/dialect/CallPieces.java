package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the calls of an answer from their pieces. Servers differ in how they number and identify them: some number
 * every call 0, some number none, some give all calls the same id, some repeat a call when it is complete. A piece
 * belongs to the call with its number, else with its id, else to the last call. But a piece that names a tool begins a
 * new call if that call has another id or is complete.
 */
final class CallPieces {

    /** Texts that count as no arguments. */
    private static final Set<String> NONE = Set.of("", "{}", "null");

    private static final Set<String> BEGINNINGS_OF_NONE = Set.of("", "{", "{}", "n", "nu", "nul", "null");

    private final AnswerBuilder answer;
    private final List<PartialCall> calls = new ArrayList<>();
    private final Map<Integer, PartialCall> byIndex = new HashMap<>();
    private final Map<String, PartialCall> byId = new HashMap<>();

    CallPieces(AnswerBuilder answer) {
        this.answer = answer;
    }

    /** A call that is being assembled. {@code number} is local, not the server's. */
    private static final class PartialCall {

        private final int number;
        private final StringBuilder arguments = new StringBuilder();
        private final JsonEndDetector endDetector = new JsonEndDetector();
        private String id = "";
        private String name = "";
        private int sent;
        private boolean ended;
        private @Nullable JsonNode value;

        private PartialCall(int number) {
            this.number = number;
        }

        /** Returns whether the arguments so far are, or may become, one of the texts that count as no arguments. */
        private boolean hasNone() {
            return arguments.length() <= "null".length()
                    && BEGINNINGS_OF_NONE.contains(arguments.toString().strip());
        }

        /** The complete arguments; a missing node if they are not JSON. */
        private JsonNode value() {
            if (value == null) {
                value = LenientFields.parse(arguments.toString());
            }
            return value;
        }
    }

    /**
     * Adds a piece of a call.
     *
     * @param index the server's number; null if there is none
     * @param idOfPiece empty if the piece has none
     * @param name the tool's name; empty if the piece has none
     * @param arguments a piece of their JSON as a text, or all of them as an object; anything else counts as none
     */
    void add(@Nullable Integer index, String idOfPiece, String name, JsonNode arguments) {
        String piece = arguments.isContainerNode() ? Json.text(arguments) : LenientFields.text(arguments);
        String id = continues(index, idOfPiece, name, piece) ? "" : idOfPiece;
        @Nullable PartialCall existing = find(index, id);
        if (existing != null && repeats(existing, id, name, piece)) {
            return;
        }
        PartialCall call = existing == null || isAnother(existing, id, name) ? begin() : existing;
        if (index != null) {
            byIndex.put(index, call);
        }
        if (!id.isEmpty()) {
            byId.put(id, call);
            call.id = call.id.isEmpty() ? id : call.id;
        }
        call.name = call.name.isEmpty() ? name : call.name;
        if (call.name.isEmpty()) {
            answer.countBuffered(piece.length() + id.length() + 1);
        }
        append(call, piece);
        emit(call);
    }

    /** Adds a complete call, which is never a continuation of another one. */
    void addComplete(String id, String name, JsonNode arguments) {
        PartialCall call = begin();
        call.id = id;
        call.name = name;
        append(call, arguments.isContainerNode() ? Json.text(arguments) : LenientFields.text(arguments));
        emit(call);
        end(call);
    }

    /** Returns whether there are any calls. */
    boolean hasAny() {
        return !calls.isEmpty();
    }

    /** Ends the call with this server-side number, if there is one. */
    void end(int index) {
        PartialCall call = byIndex.get(index);
        if (call != null) {
            end(call);
        }
    }

    /**
     * Ends all calls.
     *
     * @return whether each of them has a tool's name
     */
    boolean endAll() {
        calls.forEach(this::end);
        return calls.stream().noneMatch(call -> call.name.isEmpty());
    }

    private @Nullable PartialCall latest() {
        return calls.isEmpty() ? null : calls.getLast();
    }

    /**
     * Returns whether a piece continues an incomplete call although its id differs: some servers give each piece a new
     * id.
     */
    private boolean continues(@Nullable Integer index, String id, String name, String piece) {
        PartialCall call = index == null ? latest() : byIndex.get(index);
        return call != null
                && !call.name.isEmpty()
                && !call.ended
                && !call.endDetector.hasEnded()
                && name.isEmpty()
                && !piece.isBlank()
                && !byId.containsKey(id);
    }

    private @Nullable PartialCall find(@Nullable Integer index, String id) {
        PartialCall numbered = index == null ? null : byIndex.get(index);
        boolean isOther = numbered != null && !id.isEmpty() && !numbered.id.isEmpty() && !numbered.id.equals(id);
        if (numbered != null && !isOther) {
            return numbered;
        }
        if (index != null && numbered == null) {
            return null;
        }
        if (!id.isEmpty()) {
            return byId.get(id);
        }
        return calls.isEmpty() ? null : calls.getLast();
    }

    private static boolean isAnother(PartialCall existing, String id, String name) {
        if (existing.ended) {
            return true;
        }
        boolean hasOtherId = !id.isEmpty() && !existing.id.isEmpty() && !existing.id.equals(id);
        boolean isNext =
                !name.isEmpty() && !existing.name.isEmpty() && existing.endDetector.hasEnded() && !existing.hasNone();
        return hasOtherId || isNext || (!name.isEmpty() && !existing.name.isEmpty() && !name.equals(existing.name));
    }

    /**
     * Returns whether a piece repeats the complete arguments of a call. This can be detected only for calls with an id.
     */
    private static boolean repeats(PartialCall existing, String id, String name, String piece) {
        boolean isOfIt = existing.id.equals(id) && !id.isEmpty() && (name.isEmpty() || name.equals(existing.name));
        if (!isOfIt || !existing.endDetector.hasEnded() || existing.hasNone() || piece.isBlank()) {
            return false;
        }
        JsonNode repeated = LenientFields.parse(piece);
        return !repeated.isMissingNode() && repeated.equals(existing.value());
    }

    private PartialCall begin() {
        PartialCall call = new PartialCall(calls.size());
        calls.add(call);
        return call;
    }

    private static void append(PartialCall call, String piece) {
        if (!piece.isBlank()
                && call.hasNone()
                && NONE.contains(call.arguments.toString().strip())) {
            // An empty object or null before the arguments is not part of them.
            call.arguments.setLength(0);
            call.endDetector.restart();
        }
        call.arguments.append(piece);
        call.endDetector.read(piece);
    }

    /**
     * Sends the new part of the arguments, but neither half of a surrogate pair nor what may turn out to be no
     * arguments.
     */
    private void emit(PartialCall call) {
        if (!call.name.isEmpty() && !call.hasNone()) {
            int end = call.arguments.length();
            end -= Character.isHighSurrogate(call.arguments.charAt(end - 1)) ? 1 : 0;
            answer.emitCall(call.number, call.id, call.name, call.arguments.substring(call.sent, end));
            call.sent = end;
        } else if (!call.name.isEmpty()) {
            answer.emitCall(call.number, call.id, call.name, "");
        }
    }

    private void end(PartialCall call) {
        if (!call.ended && !call.name.isEmpty()) {
            call.ended = true;
            String remaining = call.arguments.substring(call.sent);
            if (!NONE.contains(remaining.strip())) {
                // Only what was buffered is left, such as a single brace.
                answer.emitCall(call.number, call.id, call.name, remaining);
            }
            answer.emitCallEnd(call.number);
        }
    }
}
