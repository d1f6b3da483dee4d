package io.agencyswarm.model.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.tool.ToolSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers a message that is not a script. Calls the tool that the message seems to be about, and then sends the tool's
 * output. If no tool matches, repeats the message and shows how to call each tool. Compares words, so that a first
 * plain sentence to a new agency shows how it works. The answers say that they are guesses.
 */
final class PlainSentence {

    private static final String NOTE = "\n\n(Offline model: set OPENAI_API_KEY for real answers.)";
    private static final String GUESSED =
            "\n\n(Offline model: it guessed this call from the words of the message. Set OPENAI_API_KEY for real answers.)";
    private static final String ONE_OF = "\n\nUntil then, send one of these lines to call a tool:\n";

    /** One common word may be a coincidence, unless the message has an argument too. */
    private static final int ENOUGH_WORDS = 2;

    private static final int MAX_LINES = 5;
    private static final int MIN_WORD_LENGTH = 3;

    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^\\p{L}]+");
    private static final Set<String> COMMON = Set.of(
            "the", "and", "for", "with", "what", "how", "are", "you", "does", "can", "please", "tell", "give", "get",
            "show", "from", "that", "this", "about", "into", "which", "who", "when", "where", "has", "have", "it",
            "your", "much", "many", "number", "name", "say");

    /**
     * A call that a message seems to ask for.
     *
     * @param words the number of words that the message and the tool have in common
     */
    private record Guess(ToolSpec tool, int words, GuessedArguments arguments) {}

    private PlainSentence() {}

    /**
     * Returns the answer to a message.
     *
     * @param turns the number of the agent's turns since the message
     */
    static ScriptStep.AnswerStep step(ModelRequest request, String message, int turns) {
        if (request.output() != null) {
            return echo(message, List.of());
        }
        Optional<Item.FunctionCall> lastCall = turns == 0 ? Optional.empty() : lastCall(request.input());
        if (lastCall.isPresent()) {
            return ScriptStep.TextAnswer.of("The tool " + lastCall.get().name() + " returned: "
                    + ScriptPosition.lastOutput(request.input()).orElse("nothing") + GUESSED);
        }
        return guess(request.tools().functions(), message)
                .<ScriptStep.AnswerStep>map(guess -> new ScriptStep.Calls(List.of(new ScriptStep.Call(
                        guess.tool().name(), Json.text(guess.arguments().values())))))
                .orElseGet(() -> echo(message, request.tools().functions()));
    }

    /** Repeats the message, with lines that call the agent's tools. */
    static ScriptStep.TextAnswer echo(String message, List<ToolSpec> tools) {
        String lines = tools.stream().limit(MAX_LINES).map(PlainSentence::line).collect(Collectors.joining());
        return ScriptStep.echo(message + NOTE + (lines.isEmpty() ? "" : ONE_OF + lines));
    }

    private static String line(ToolSpec tool) {
        ObjectNode example = GuessedArguments.example(tool.inputSchema());
        return "\n- `call " + tool.name() + " " + Json.text(example) + " ;; text " + ScriptStep.OUTPUT + "`";
    }

    private static Optional<Guess> guess(List<ToolSpec> tools, String message) {
        Set<String> words = words(message);
        GuessedArguments.Candidates candidates = GuessedArguments.Candidates.in(message);
        List<Guess> guesses = new ArrayList<>();
        for (ToolSpec tool : tools) {
            Set<String> common = toolWords(tool);
            common.retainAll(words);
            if (!common.isEmpty()) {
                GuessedArguments.of(tool.inputSchema(), candidates)
                        .map(arguments -> new Guess(tool, common.size(), arguments))
                        .filter(guess -> guess.words() >= ENOUGH_WORDS
                                || guess.arguments().count() > 0)
                        .ifPresent(guesses::add);
            }
        }
        // The first of several equal matches, because the most important tool usually comes first.
        return guesses.stream().max(Comparator.comparingInt(Guess::words));
    }

    private static Set<String> toolWords(ToolSpec tool) {
        Set<String> words = words(tool.name() + " " + tool.description());
        tool.inputSchema()
                .path("properties")
                .properties()
                .forEach(property -> words.addAll(words(property.getKey() + " "
                        + property.getValue().path("description").asText())));
        return words;
    }

    /** Returns the significant words, in the singular. */
    private static Set<String> words(String text) {
        return WORD_END.splitAsStream(text)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word)
                .filter(word -> word.length() >= MIN_WORD_LENGTH && !COMMON.contains(word))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Optional<Item.FunctionCall> lastCall(List<Item> conversation) {
        return conversation.reversed().stream()
                .flatMap(item -> item instanceof Item.FunctionCall call ? Stream.of(call) : Stream.empty())
                .findFirst();
    }
}
