package io.agencyswarm.error;

/** The beginning of a text whose length clients, models or servers choose, for messages. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * Returns the beginning of a text; an ellipsis marks a cut. Redact secrets before: half a secret is not recognized.
     *
     * @param most the maximum length in {@code char}s, without the ellipsis; at least 1
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        // Half a surrogate pair is not a character.
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
