package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A named script of the provider, with the requests that it received. */
final class QuirkScript {

    /**
     * A received request.
     *
     * @param number from 1
     * @param refused the error; null if it was accepted
     */
    record Received(
            int number,
            String path,
            JsonNode body,
            @Nullable String refused) {}

    private final boolean strict;
    private final List<ScriptedTurn> left;
    private final List<Received> received = new ArrayList<>();
    private @Nullable ScriptedTurn repeated;

    /**
     * A script.
     *
     * @param strict whether it rejects what the real service rejects
     * @param turns the turns in order; later requests get {@link ClosingAnswer}
     */
    QuirkScript(boolean strict, List<ScriptedTurn> turns) {
        this.strict = strict;
        this.left = new ArrayList<>(turns);
    }

    /** Returns the script of a case. */
    static QuirkScript of(QuirkCase quirk) {
        return new QuirkScript(quirk.strict(), List.copyOf(quirk.turns().values()));
    }

    /** Records the request and chooses its answer. */
    synchronized ScriptedTurn answer(String path, JsonNode body) {
        Optional<String> refusal = strict ? ProviderRules.refusal(path, body) : Optional.empty();
        received.add(new Received(received.size() + 1, path, body, refusal.orElse(null)));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        String last = lastMessage(body);
        for (Iterator<ScriptedTurn> turns = left.iterator(); turns.hasNext(); ) {
            ScriptedTurn turn = turns.next();
            if (last.contains(turn.when())) {
                turns.remove();
                repeated = turn.repeats() ? turn : repeated;
                return turn;
            }
        }
        return repeated == null ? ClosingAnswer.to(path) : repeated;
    }

    /** Returns the requests so far, oldest first. */
    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    private static ScriptedTurn refused(String why) {
        ObjectNode answer = JsonText.object().put("type", "error").put("message", why);
        answer.putObject("error").put("type", "invalid_request_error").put("message", why);
        return ScriptedTurn.of(400, "application/json", answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String lastMessage(JsonNode body) {
        for (String key : List.of("messages", "input", "contents")) {
            if (!body.path(key).isEmpty()) {
                return JsonText.write(JsonText.last(body.get(key)));
            }
        }
        return JsonText.write(body.path("input"));
    }
}
