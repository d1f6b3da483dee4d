package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the calls of an answer together from their pieces, which servers number, name and repeat as they like: some
 * number every call 0, some number none, some give all calls one id, some tell a call once more when it is whole. A
 * piece belongs to the call with its number, else with its id, else to the last one; but one that names a tool begins
 * another call where that one has another id or is whole already.
 */
final class CallPieces {

    /** Arguments that mean none, and how those begin. */
    private static final Set<String> NONE = Set.of("", "{}", "null");

    private static final Set<String> BEGINNINGS_OF_NONE = Set.of("", "{", "{}", "n", "nu", "nul", "null");

    private final AnswerBuilder answer;
    private final List<PartialCall> calls = new ArrayList<>();
    private final Map<Integer, PartialCall> byIndex = new HashMap<>();
    private final Map<String, PartialCall> byId = new HashMap<>();

    CallPieces(AnswerBuilder answer) {
        this.answer = answer;
    }

    /** A call that is being put together; {@code number} is our own. */
    private static final class PartialCall {

        private final int number;
        private final StringBuilder arguments = new StringBuilder();
        private final WholeJson whole = new WholeJson();
        private String id = "";
        private String name = "";
        private int told;
        private boolean ended;
        private @Nullable JsonNode value;

        private PartialCall(int number) {
            this.number = number;
        }

        /** Whether the arguments may yet turn out to be none: then the model meant none, or others follow. */
        private boolean hasNone() {
            return arguments.length() <= "null".length()
                    && BEGINNINGS_OF_NONE.contains(arguments.toString().strip());
        }

        /** The arguments, once they are whole; missing if they are no JSON. */
        private JsonNode value() {
            if (value == null) {
                value = LenientFields.parsed(arguments.toString());
            }
            return value;
        }
    }

    /**
     * A piece of a call.
     *
     * @param index the server's number, null where it has none
     * @param idOfPiece empty where the piece has none
     * @param name the tool's; empty where the piece has none
     * @param arguments a text is a piece of their JSON, an object is all of them, anything else is none
     */
    void add(@Nullable Integer index, String idOfPiece, String name, JsonNode arguments) {
        String piece = arguments.isContainerNode() ? Json.text(arguments) : LenientFields.text(arguments);
        String id = goesOn(index, idOfPiece, name, piece) ? "" : idOfPiece;
        @Nullable PartialCall known = known(index, id);
        if (known != null && repeats(known, id, name, piece)) {
            return;
        }
        PartialCall call = known == null || isAnother(known, id, name) ? begin() : known;
        if (index != null) {
            byIndex.put(index, call);
        }
        if (!id.isEmpty()) {
            byId.put(id, call);
            call.id = call.id.isEmpty() ? id : call.id;
        }
        call.name = call.name.isEmpty() ? name : call.name;
        if (call.name.isEmpty()) {
            answer.hold(piece.length() + id.length() + 1);
        }
        append(call, piece);
        tell(call);
    }

    /** A call that is whole in itself, whatever came before it. */
    void addWhole(String id, String name, JsonNode arguments) {
        PartialCall call = begin();
        call.id = id;
        call.name = name;
        append(call, arguments.isContainerNode() ? Json.text(arguments) : LenientFields.text(arguments));
        tell(call);
        end(call);
    }

    /** Whether there is any call. */
    boolean any() {
        return !calls.isEmpty();
    }

    /** The call with the server's number is whole; nothing where there is none. */
    void end(int index) {
        PartialCall call = byIndex.get(index);
        if (call != null) {
            end(call);
        }
    }

    /**
     * All calls are whole.
     *
     * @return whether each of them names its tool
     */
    boolean endAll() {
        calls.forEach(this::end);
        return calls.stream().noneMatch(call -> call.name.isEmpty());
    }

    /**
     * Whether a piece only goes on with a call that is not whole, whatever its id: some servers give each piece a new
     * one.
     */
    private boolean goesOn(@Nullable Integer index, String id, String name, String piece) {
        PartialCall call = index != null ? byIndex.get(index) : calls.isEmpty() ? null : calls.getLast();
        return call != null
                && !call.name.isEmpty()
                && !call.ended
                && !call.whole.ended()
                && name.isEmpty()
                && !piece.isBlank()
                && !byId.containsKey(id);
    }

    private @Nullable PartialCall known(@Nullable Integer index, String id) {
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

    private static boolean isAnother(PartialCall known, String id, String name) {
        if (known.ended) {
            return true;
        }
        boolean hasOtherId = !id.isEmpty() && !known.id.isEmpty() && !known.id.equals(id);
        boolean isNext = !name.isEmpty() && !known.name.isEmpty() && known.whole.ended() && !known.hasNone();
        return hasOtherId || isNext || (!name.isEmpty() && !known.name.isEmpty() && !name.equals(known.name));
    }

    /** Whether a piece tells once more what a call holds already, which only a call with an id can be told by. */
    private static boolean repeats(PartialCall known, String id, String name, String piece) {
        boolean isOfIt = known.id.equals(id) && !id.isEmpty() && (name.isEmpty() || name.equals(known.name));
        if (!isOfIt || !known.whole.ended() || known.hasNone() || piece.isBlank()) {
            return false;
        }
        JsonNode again = LenientFields.parsed(piece);
        return !again.isMissingNode() && again.equals(known.value());
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
            // An empty object, or null, in front of the arguments is none of them.
            call.arguments.setLength(0);
            call.whole.restart();
        }
        call.arguments.append(piece);
        call.whole.read(piece);
    }

    /** Passes on what is new, but neither half a character nor what may turn out to be none. */
    private void tell(PartialCall call) {
        if (!call.name.isEmpty() && !call.hasNone()) {
            int end = call.arguments.length();
            end -= Character.isHighSurrogate(call.arguments.charAt(end - 1)) ? 1 : 0;
            answer.callEvent(call.number, call.id, call.name, call.arguments.substring(call.told, end));
            call.told = end;
        } else if (!call.name.isEmpty()) {
            answer.callEvent(call.number, call.id, call.name, "");
        }
    }

    private void end(PartialCall call) {
        if (!call.ended && !call.name.isEmpty()) {
            call.ended = true;
            String rest = call.arguments.substring(call.told);
            if (!NONE.contains(rest.strip())) {
                // What was held back, such as a lone brace, is all there is.
                answer.callEvent(call.number, call.id, call.name, rest);
            }
            answer.endCallEvent(call.number);
        }
    }
}
