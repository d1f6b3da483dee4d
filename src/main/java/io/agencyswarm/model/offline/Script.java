package io.agencyswarm.model.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message that is split into the steps of a script. Any text can be split; {@link ScriptCheck} decides whether it is
 * a script.
 *
 * @param lines the text of each step, in the order of the turns
 */
public record Script(List<String> lines) {

    /** Maximum length of a script, in characters. A longer message has no steps. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final String PREAMBLE_END = "---\n";

    /** Copies the list. */
    public Script {
        lines = List.copyOf(lines);
    }

    /** Splits a message. Accepts any text. */
    public static Script of(String message) {
        if (message.length() > MAX_LENGTH) {
            return new Script(List.of());
        }
        int preamble = message.indexOf(PREAMBLE_END);
        return new Script(split(preamble < 0 ? message : message.substring(preamble + PREAMBLE_END.length()), ";;"));
    }

    /** Returns the text of a turn's step, which may not be valid; empty after the last step. */
    public Optional<String> line(int turn) {
        return turn < lines.size() ? Optional.of(lines.get(turn)) : Optional.empty();
    }

    /** Returns the step of a turn; empty after the last step, and if the text is not a valid step. */
    public Optional<ScriptStep> step(int turn) {
        return line(turn).flatMap(ScriptStep::parse);
    }

    /** Splits at each {@code separator} that is outside braces. Braces in JSON strings do not count. */
    static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else {
                    inString = c != '"';
                }
            } else if (c == '"' && depth > 0) {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (depth == 0 && text.startsWith(separator, i)) {
                parts.add(text.substring(start, i));
                start = i + separator.length();
                i = start - 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
