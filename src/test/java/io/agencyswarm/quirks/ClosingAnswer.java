package io.agencyswarm.quirks;

/** The answer after the last scripted turn. */
final class ClosingAnswer {

    static final String TEXT = "That is all.";

    private ClosingAnswer() {}

    /** Returns a correct answer in the format of a path. */
    static ScriptedTurn to(String path) {
        return SpokenAnswer.text(TEXT).in(WireFormat.of(path));
    }
}
