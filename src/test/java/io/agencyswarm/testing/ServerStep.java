package io.agencyswarm.testing;

import io.agencyswarm.model.offline.ScriptStep;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model server's reaction to one request: a step of the common language, or one of the additional faults. */
sealed interface ServerStep {

    /**
     * An answer.
     *
     * @param bytewise whether each byte is sent separately
     * @param half whether the response ends regularly in the middle of a frame, instead of a broken connection
     */
    record Play(ScriptStep.AnswerStep step, boolean bytewise, boolean half) implements ServerStep {}

    /**
     * An error that says when to retry.
     *
     * @param header the response header with the time; empty for none
     */
    record Fail(int status, String header, String value) implements ServerStep {}

    /** The connection is closed without a response. */
    record Refuse() implements ServerStep {}

    /** The request is read and never answered. */
    record Silent() implements ServerStep {}

    /** A stream that sends comments and nothing else. */
    record Comments(Duration every) implements ServerStep {}

    /** The first requests get one step, later ones the other. */
    record Times(int count, ServerStep first, ServerStep then) implements ServerStep {}

    Pattern TIMES = Pattern.compile("times (\\d{1,4}) ([^|]*)\\|(.*)", Pattern.DOTALL);
    Pattern FAIL = Pattern.compile("fail (\\d{3}) after (\\d{1,6})(ms)?");
    Pattern COMMENTS = Pattern.compile("comments every (\\d{1,6})ms");
    Pattern FLOOD = Pattern.compile("flood (\\d{1,6}) of (\\d{1,6})");

    /** Reads one step; empty if the text is not a step. */
    static Optional<ServerStep> parse(String text) {
        String step = text.strip();
        Matcher times = TIMES.matcher(step);
        if (times.matches()) {
            return parse(times.group(2))
                    .flatMap(first -> parse(times.group(3))
                            .map(then -> new Times(Integer.parseInt(times.group(1)), first, then)));
        }
        if (step.startsWith("bytewise ")) {
            return parse(step.substring("bytewise ".length())).map(ServerStep::bytewise);
        }
        return fault(step).or(() -> ScriptStep.parse(step).map(ServerStep::of));
    }

    /** Returns the server's form of a step of the common language. */
    static ServerStep of(ScriptStep step) {
        return switch (step) {
            case ScriptStep.Fail(int status) -> new Fail(status, "", "");
            case ScriptStep.AnswerStep answerStep -> new Play(answerStep, false, false);
        };
    }

    private static ServerStep bytewise(ServerStep step) {
        return step instanceof Play play ? new Play(play.step(), true, play.half()) : step;
    }

    private static Optional<ServerStep> fault(String step) {
        Matcher fail = FAIL.matcher(step);
        if (fail.matches()) {
            String header = fail.group(3) == null ? "Retry-After" : "retry-after-ms";
            return Optional.of(new Fail(Integer.parseInt(fail.group(1)), header, fail.group(2)));
        }
        Matcher comments = COMMENTS.matcher(step);
        if (comments.matches()) {
            return Optional.of(new Comments(Duration.ofMillis(Long.parseLong(comments.group(1)))));
        }
        Matcher flood = FLOOD.matcher(step);
        if (flood.matches()) {
            String word = "x".repeat(Integer.parseInt(flood.group(2)) - 1) + " ";
            ScriptStep.TextAnswer text = new ScriptStep.TextAnswer(
                    Collections.nCopies(Integer.parseInt(flood.group(1)), word), Duration.ZERO);
            return Optional.of(new Play(text, false, false));
        }
        return switch (step) {
            case "refuse" -> Optional.of(new Refuse());
            case "silent" -> Optional.of(new Silent());
            case "half" -> Optional.of(new Play(new ScriptStep.Drop(), false, true));
            default -> Optional.empty();
        };
    }
}
