package io.agencyswarm.mcpserver;

import io.agencyswarm.error.Secrets;

/** The beginning of a text whose length clients or tools choose. */
final class Excerpt {

    private Excerpt() {}

    /**
     * At most so many characters of a text, without secrets; an ellipsis follows if there are more.
     *
     * @param most in {@code char}s; at least 1
     */
    static String of(String text, int most) {
        // First without secrets: the first half of one would not be recognized.
        String shown = Secrets.redact(text);
        if (shown.length() <= most) {
            return shown;
        }
        // Half a surrogate pair is not a character.
        int end = Character.isHighSurrogate(shown.charAt(most - 1)) ? most - 1 : most;
        return shown.substring(0, end) + "…";
    }
}
