package io.agencyswarm.model.offline;

import io.agencyswarm.item.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the model does in one turn. The forms in which steps are written are those of the package's description. */
public sealed interface ScriptStep {

    /** Where a step's text or arguments ask for the output of the last call. */
    String OUTPUT = "${output}";

    /**
     * Reads one step.
     *
     * @return empty if the text is none
     */
    static Optional<ScriptStep> parse(String text) {
        return StepParser.parse(text);
    }

    /** The step that says {@code message} again. */
    static Text echo(String message) {
        return Text.of("Echo: " + message);
    }

    /** The same step with {@code output} in each place that asks for it. */
    default ScriptStep filled(String output) {
        return this;
    }

    /** The request is refused with an HTTP status. */
    record Fail(int status) implements ScriptStep {}

    /** A step in which an answer begins, whatever becomes of it. */
    sealed interface Answered extends ScriptStep {

        @Override
        default Answered filled(String output) {
            return this;
        }
    }

    /**
     * The model says something.
     *
     * @param words its parts, blanks included, as they come; never changed, not copied, and may be made when read
     * @param every the time from one part to the next
     */
    record Text(List<String> words, Duration every) implements Answered {

        /** All of {@code text} without a pause, word by word. */
        public static Text of(String text) {
            return new Text(Words.of(text), Duration.ZERO);
        }

        @Override
        public Text filled(String output) {
            return words.stream().anyMatch(word -> word.contains(OUTPUT))
                    ? new Text(Words.of(Filling.fill(String.join("", words), output)), every)
                    : this;
        }
    }

    /** The model calls tools, all in one turn. */
    record Calls(List<Call> calls) implements Answered {

        /** Copies the list. */
        public Calls {
            calls = List.copyOf(calls);
        }

        @Override
        public Calls filled(String output) {
            // Without its quotes, so that it fits between those of the arguments and, if it is a number, without any.
            String quoted = new String(Json.quoted(output), StandardCharsets.UTF_8);
            String escaped = quoted.substring(1, quoted.length() - 1);
            return new Calls(calls.stream()
                    .map(call -> new Call(call.name(), Filling.fill(call.arguments(), escaped)))
                    .toList());
        }
    }

    /**
     * The model thinks first.
     *
     * @param summary what is told of its thoughts
     */
    record Reasoned(String summary, Answered then) implements Answered {

        @Override
        public Reasoned filled(String output) {
            return new Reasoned(summary, then.filled(output));
        }
    }

    /** The model begins to speak, then reports its failure. */
    record Broken() implements Answered {}

    /** The model begins to speak, then the connection breaks. */
    record Drop() implements Answered {}

    /** The answer begins, then nothing more comes. */
    record Hang() implements Answered {}

    /**
     * A call of a tool.
     *
     * @param arguments as the model writes them, which need not be JSON at all
     */
    record Call(String name, String arguments) {}
}
