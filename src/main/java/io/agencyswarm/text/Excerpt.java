package io.agencyswarm.text;

/** The beginning of a text whose length clients, models or servers choose, for messages. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * Returns the beginning of a text; an ellipsis marks a cut. Redact secrets before: half a secret is not recognized.
     *
     * @param maxLength the maximum length in {@code char}s, without the ellipsis; at least 1
     */
    public static String of(String text, int maxLength) {
        return text.length() <= maxLength ? text : beginning(text, maxLength) + "…";
    }

    /**
     * Returns the beginning of a text.
     *
     * @param maxLength the maximum length in {@code char}s; at least 1
     */
    public static String beginning(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        // Half a surrogate pair is not a character.
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end);
    }
}
