package io.agencyswarm.mcpserver;

import io.agencyswarm.error.Secrets;

/** The beginning of a text whose length clients or tools choose. */
final class Excerpt {

    private Excerpt() {}

    /**
     * Returns the beginning of a text, with secrets redacted; an ellipsis marks a cut.
     *
     * @param most the maximum length in {@code char}s; at least 1
     */
    static String of(String text, int most) {
        // Redacts before cutting: half a secret would not be recognized.
        String shown = Secrets.redact(text);
        if (shown.length() <= most) {
            return shown;
        }
        // Half a surrogate pair is not a character.
        int end = Character.isHighSurrogate(shown.charAt(most - 1)) ? most - 1 : most;
        return shown.substring(0, end) + "…";
    }
}
