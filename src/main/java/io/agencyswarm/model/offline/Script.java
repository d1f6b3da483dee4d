package io.agencyswarm.model.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message read as a script. Any text is one, if only of steps that can't be read: whether it was meant as a script
 * shows in its first step.
 *
 * @param lines the text of each step, in the order of the turns
 */
public record Script(List<String> lines) {

    /** A longer message is no script, in characters. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final String PREAMBLE_END = "---\n";

    /** Copies the list. */
    public Script {
        lines = List.copyOf(lines);
    }

    /** Reads a message; none is refused. */
    public static Script of(String message) {
        if (message.length() > MAX_LENGTH) {
            return new Script(List.of());
        }
        int preamble = message.indexOf(PREAMBLE_END);
        return new Script(split(preamble < 0 ? message : message.substring(preamble + PREAMBLE_END.length()), ";;"));
    }

    /** The text of the step of a turn, which need not be a step of ours; empty past the last one. */
    public Optional<String> line(int turn) {
        return turn < lines.size() ? Optional.of(lines.get(turn)) : Optional.empty();
    }

    /** The step of a turn; empty past the last one, and where the text is no step. */
    public Optional<ScriptStep> step(int turn) {
        return line(turn).flatMap(ScriptStep::parse);
    }

    /** Cuts at each {@code separator} outside braces and, within them, outside JSON strings. */
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
