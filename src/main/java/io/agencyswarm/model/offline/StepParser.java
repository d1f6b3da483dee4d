package io.agencyswarm.model.offline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses steps. */
final class StepParser {

    /** Maximum number of calls in one step, because each takes several events. */
    private static final int MAX_CALLS = 1_000;

    private static final Pattern SAY = Pattern.compile("say (\\d{1,7})(?: every (\\d{1,7})ms)?");
    private static final Pattern FAIL = Pattern.compile("fail (\\d{3})");
    private static final Pattern REASON = Pattern.compile("(?d)reason ([^|]*)\\|(.*)");

    private StepParser() {}

    static Optional<ScriptStep> parse(String text) {
        Matcher reason = REASON.matcher(text.strip());
        if (reason.matches()) {
            return plain(reason.group(2).strip())
                    .map(step -> reasoningStep(reason.group(1).strip(), step));
        }
        return plain(text.strip());
    }

    private static Optional<ScriptStep> plain(String step) {
        Matcher say = SAY.matcher(step);
        if (say.matches()) {
            return Optional.of(say(say));
        }
        Matcher fail = FAIL.matcher(step);
        if (fail.matches()) {
            return Optional.of(new ScriptStep.Fail(Integer.parseInt(fail.group(1))));
        }
        if (step.startsWith("text ")) {
            return Optional.of(ScriptStep.TextAnswer.of(step.substring("text ".length())));
        }
        if (step.startsWith("call ")) {
            return calls(step);
        }
        return switch (step) {
            case "broken" -> Optional.of(new ScriptStep.Broken());
            case "drop" -> Optional.of(new ScriptStep.Drop());
            case "hang" -> Optional.of(new ScriptStep.Hang());
            default -> Optional.empty();
        };
    }

    private static ScriptStep say(Matcher say) {
        Duration pause = say.group(2) == null ? Duration.ZERO : Duration.ofMillis(Long.parseLong(say.group(2)));
        return new ScriptStep.TextAnswer(Words.counted(Integer.parseInt(say.group(1))), pause);
    }

    private static ScriptStep reasoningStep(String summary, ScriptStep step) {
        return switch (step) {
            case ScriptStep.Fail failure -> failure;
            case ScriptStep.AnswerStep answerStep ->
                summary.isEmpty() ? answerStep : new ScriptStep.ReasoningStep(summary, answerStep);
        };
    }

    private static Optional<ScriptStep> calls(String text) {
        List<String> parts = Script.split(text, "&");
        if (parts.size() > MAX_CALLS) {
            return Optional.empty();
        }
        return Optional.of(
                new ScriptStep.Calls(parts.stream().map(StepParser::call).toList()));
    }

    private static ScriptStep.Call call(String text) {
        String part = text.strip();
        String call = part.startsWith("call ") ? part.substring("call ".length()) : part;
        int blank = call.indexOf(' ');
        String arguments = blank < 0 ? "" : call.substring(blank).strip();
        return new ScriptStep.Call(blank < 0 ? call : call.substring(0, blank), arguments.isEmpty() ? "{}" : arguments);
    }
}
