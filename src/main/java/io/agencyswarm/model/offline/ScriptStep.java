package io.agencyswarm.model.offline;

import io.agencyswarm.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One turn of the model. The syntax of steps is described in the package documentation. */
public sealed interface ScriptStep {

    /** The placeholder for the output of the last call, in a step's text or arguments. */
    String OUTPUT = "${output}";

    /**
     * Reads one step.
     *
     * @return empty if the text is not a valid step
     */
    static Optional<ScriptStep> parse(String text) {
        return StepParser.parse(text);
    }

    /** Returns the step that repeats {@code message}. */
    static TextAnswer echo(String message) {
        return TextAnswer.of("Echo: " + message);
    }

    /** Returns the step with the placeholders replaced by {@code output}. */
    default ScriptStep fill(String output) {
        return this;
    }

    /** The request is refused with an HTTP status. */
    record Fail(int status) implements ScriptStep {}

    /** A step that begins an answer. */
    sealed interface AnswerStep extends ScriptStep {

        @Override
        default AnswerStep fill(String output) {
            return this;
        }
    }

    /**
     * The model sends a text.
     *
     * @param words the pieces of the text, including spaces, in the order of sending; never changed and not copied; may
     *     be computed on access
     * @param pause the time between two pieces
     */
    record TextAnswer(List<String> words, Duration pause) implements AnswerStep {

        /** Creates a step that sends {@code text} word by word, without pauses. */
        public static TextAnswer of(String text) {
            return new TextAnswer(Words.of(text), Duration.ZERO);
        }

        @Override
        public TextAnswer fill(String output) {
            return words.stream().anyMatch(word -> word.contains(OUTPUT))
                    ? new TextAnswer(Words.of(OutputTemplate.fill(String.join("", words), output)), pause)
                    : this;
        }
    }

    /** The model calls tools, all in one turn. */
    record Calls(List<Call> calls) implements AnswerStep {

        /** Copies the list. */
        public Calls {
            calls = List.copyOf(calls);
        }

        @Override
        public Calls fill(String output) {
            // Without the quotes, so that it fits inside the quotes of the arguments, and a number also outside of
            // quotes.
            String quoted = new String(Json.quoted(output), StandardCharsets.UTF_8);
            String escaped = quoted.substring(1, quoted.length() - 1);
            return new Calls(calls.stream()
                    .map(call -> new Call(call.name(), OutputTemplate.fill(call.arguments(), escaped)))
                    .toList());
        }
    }

    /**
     * The model reasons before another step.
     *
     * @param summary the summary of the reasoning
     * @param answer the step after it
     */
    record ReasoningStep(String summary, AnswerStep answer) implements AnswerStep {

        @Override
        public ReasoningStep fill(String output) {
            return new ReasoningStep(summary, answer.fill(output));
        }
    }

    /** The model sends some words, then reports a failure. */
    record Broken() implements AnswerStep {}

    /** The model sends some words, then the connection breaks. */
    record Drop() implements AnswerStep {}

    /** The answer begins, then nothing more is sent. */
    record Hang() implements AnswerStep {}

    /**
     * A call of a tool.
     *
     * @param arguments as the model writes them; may not be valid JSON
     */
    record Call(String name, String arguments) {}
}
