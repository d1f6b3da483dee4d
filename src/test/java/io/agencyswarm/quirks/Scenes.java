package io.agencyswarm.quirks;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random conversations up to the next model request. */
final class Scenes {

    /** Ids of all kinds of providers, few enough to be repeated. */
    private static final List<String> IDS = List.of(
            "call_0",
            "call_1",
            "functions.add:0",
            "functions.add:1",
            "add|0",
            "toolu_01AbCdEf",
            "tooluse_xYz-1",
            "aBcD12345",
            "call_" + "x".repeat(59),
            "call_" + "y".repeat(95),
            "chatcmpl-tool-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "ü 1",
            " ");

    private Scenes() {}

    /** Returns a conversation whose last entry a model can answer. */
    static Arbitrary<List<Scene>> conversations() {
        return Combinators.combine(scene().list().ofMaxSize(8), last()).as((before, last) -> {
            List<Scene> all = new ArrayList<>();
            for (Scene scene : before) {
                all.add(scene);
                // A run that was cut off during its calls has ended, so the user's message is next.
                if (scene instanceof Scene.Turn turn && turn.isCut()) {
                    all.add(new Scene.User(Scene.Content.TEXT));
                }
            }
            all.addAll(last);
            return all;
        });
    }

    private static Arbitrary<Scene> scene() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, user()),
                Tuple.of(1, remark()),
                Tuple.of(6, turn()),
                Tuple.of(1, Arbitraries.just(new Scene.Search())));
    }

    /** The last entry is a user message, a tool's output, or a guardrail's rejection of the answer. */
    private static Arbitrary<List<Scene>> last() {
        Arbitrary<Scene> answered = Combinators.combine(
                        source(),
                        Arbitraries.of(true, false),
                        call(),
                        call().list().ofMaxSize(2))
                .as((source, thinks, call, more) -> {
                    List<Scene.Piece> pieces = new ArrayList<>();
                    if (thinks) {
                        pieces.add(new Scene.Piece.Thought(true));
                    }
                    pieces.add(call);
                    pieces.addAll(more);
                    return new Scene.Turn(source, pieces, false, pieces.size());
                });
        Arbitrary<List<Scene>> refused = Combinators.combine(user(), source(), form())
                .as((user, source, form) -> List.of(
                        user,
                        new Scene.Turn(source, List.of(new Scene.Piece.Text(form)), false, 0),
                        new Scene.Remark("system", false)));
        return Arbitraries.frequencyOf(
                Tuple.of(3, user().map(List::of)), Tuple.of(3, answered.map(List::of)), Tuple.of(1, refused));
    }

    private static Arbitrary<Scene> user() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.just(Scene.Content.TEXT)),
                        Tuple.of(4, Arbitraries.of(Scene.Content.class)))
                .map(Scene.User::new);
    }

    private static Arbitrary<Scene> remark() {
        return Combinators.combine(Arbitraries.of("system", "developer"), Arbitraries.of(false, false, true))
                .as(Scene.Remark::new);
    }

    private static Arbitrary<Scene> turn() {
        return Combinators.combine(
                        source(),
                        piece().list().ofMinSize(1).ofMaxSize(5),
                        Arbitraries.of(true, false),
                        Arbitraries.of(9, 9, 9, 0, 1))
                .as(Scene.Turn::new);
    }

    private static Arbitrary<Scene.Source> source() {
        return Arbitraries.of(Scene.Source.class);
    }

    private static Arbitrary<Scene.Piece> piece() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(true, false).map(Scene.Piece.Thought::new)),
                Tuple.of(2, form().map(Scene.Piece.Text::new)),
                Tuple.of(4, call()));
    }

    private static Arbitrary<Scene.Form> form() {
        return Arbitraries.of(Scene.Form.class);
    }

    private static Arbitrary<Scene.Piece> call() {
        return Combinators.combine(
                        Arbitraries.of(IDS),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(Scene.Arguments.OBJECT)),
                                Tuple.of(3, Arbitraries.of(Scene.Arguments.class))),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(Scene.Output.TEXT)),
                                Tuple.of(2, Arbitraries.of(Scene.Output.class))))
                .as(Scene.Piece.Call::new);
    }
}
