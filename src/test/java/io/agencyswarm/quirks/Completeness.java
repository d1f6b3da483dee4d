package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that a request contains each part of a conversation once and in order, and only the reasoning that it may
 * contain.
 */
final class Completeness {

    private static final Pattern SAID = Pattern.compile("(?:text|arg)\\d+;");
    private static final Pattern OUTPUT = Pattern.compile("out\\d+;");
    private static final Pattern REASONING = Pattern.compile("([A-Z]+)mind\\d+;");

    private Completeness() {}

    /** Returns the markers of texts and arguments, in order. */
    static List<String> said(Stream<QuirkEntry> entries) {
        return entries.filter(entry -> !entry.is("reasoning"))
                .flatMap(entry -> marks(SAID, entry.is("call") ? JsonText.write(entry.arguments()) : entry.text()))
                .toList();
    }

    /** Returns the same for a request, whose instructions may be in a separate field. */
    static List<String> said(String path, JsonNode body) {
        QuirkEntry instructions = QuirkEntry.said("system", RequestReader.instructions(path, body));
        return said(Stream.concat(Stream.of(instructions), RequestReader.entries(path, body).stream()));
    }

    /** Returns each call as its marker and that of its output; empty for a missing marker. */
    static List<String> calls(List<QuirkEntry> entries) {
        List<String> calls = new ArrayList<>();
        for (RanCall call : RanCall.pairs(entries)) {
            String output = call.output() == null ? "none" : first(OUTPUT, call.output());
            calls.add(first(SAID, JsonText.write(call.arguments())) + " -> " + output);
        }
        return calls;
    }

    /** Returns the models whose reasoning a request contains. */
    static List<String> reasoning(JsonNode body) {
        return marks(REASONING, JsonText.write(body))
                .map(mark -> mark.replaceAll("mind\\d+;", ""))
                .toList();
    }

    private static Stream<String> marks(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(match -> match.group());
    }

    private static String first(Pattern pattern, String text) {
        return marks(pattern, text).findFirst().orElse("");
    }
}
