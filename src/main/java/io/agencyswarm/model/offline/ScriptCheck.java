package io.agencyswarm.model.offline;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.text.Excerpt;
import io.agencyswarm.tool.ToolArguments;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the first error in a script. */
final class ScriptCheck {

    private static final int MAX_SHOWN = 80;

    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private ScriptCheck() {}

    /** Returns whether a message is a script: at least one of its steps can be read. */
    static boolean isScript(Script script) {
        return script.lines().stream().anyMatch(line -> ScriptStep.parse(line).isPresent());
    }

    /** Returns the first error, as a message for the author; empty if the script can be played. */
    static Optional<String> problem(Script script) {
        for (int index = 0; index < script.lines().size(); index++) {
            String line = script.lines().get(index);
            Optional<String> problem = line.isBlank() ? Optional.empty() : problem(line);
            if (problem.isPresent()) {
                return Optional.of("Step " + (index + 1) + " of the script " + problem.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(String line) {
        Optional<ScriptStep> step = ScriptStep.parse(line);
        if (step.isEmpty()) {
            return Optional.of("can't be read: " + forMessage(line.strip())
                    + ". A step begins with text, say, call, reason, fail, broken, drop or hang.");
        }
        return switch (step.get()) {
            case ScriptStep.Calls calls -> problem(calls);
            case ScriptStep.ReasoningStep(String _, ScriptStep.Calls calls) -> problem(calls);
            case ScriptStep.ReasoningStep _,
                    ScriptStep.TextAnswer _,
                    ScriptStep.Fail _,
                    ScriptStep.Broken _,
                    ScriptStep.Drop _,
                    ScriptStep.Hang _ -> Optional.empty();
        };
    }

    private static Optional<String> problem(ScriptStep.Calls calls) {
        return calls.calls().stream()
                .map(ScriptCheck::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(ScriptStep.Call call) {
        if (!TOOL_NAME.matcher(call.name()).matches()) {
            return Optional.of("calls " + forMessage(call.name())
                    + ", which is not a valid tool name. Write: call NAME JSON, with a space between them.");
        }
        return mismatch(call.arguments())
                // The tool's output is not known yet. A digit is valid inside and outside of a JSON string.
                .filter(_ -> mismatch(call.arguments().replace(ScriptStep.OUTPUT, "0"))
                        .isPresent())
                .map(problem -> "calls " + call.name() + ". " + problem + "."
                        + (call.arguments().contains(";;")
                                ? " A ;; ends a step only where all braces are closed."
                                : ""));
    }

    private static Optional<String> mismatch(String arguments) {
        try {
            ToolArguments.parse(arguments);
            return Optional.empty();
        } catch (InvalidRequestException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String forMessage(String text) {
        return "\"" + Excerpt.of(text, MAX_SHOWN) + "\"";
    }
}
