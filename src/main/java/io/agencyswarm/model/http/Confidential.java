package io.agencyswarm.model.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a request in confidence. Servers repeat it in their errors, which others than its owner read. Values of
 * less than 16 characters are hidden as whole words only, those of less than 4 not at all.
 */
public final class Confidential {

    /** Shorter values are words such as a tenant's number, which would take half of a sentence with them. */
    private static final int SHORTEST = 4;

    /** Shorter values may be words, such as a team's name, and other words may contain them. */
    private static final int SHORTEST_WITHIN_WORDS = 16;

    private Confidential() {}

    /**
     * A text in which neither the key nor a header's value is told again.
     *
     * @param headers the client's own; of a value with a scheme, such as {@code Basic …}, also what comes after it
     */
    public static String redact(String text, @Nullable String key, Map<String, String> headers) {
        return redact(
                text,
                Stream.concat(Stream.ofNullable(key), headers.values().stream().flatMap(Confidential::forms)));
    }

    /** A text in which none of these values is told again; of one with a scheme, neither what comes after it. */
    public static String redact(String text, Collection<String> secrets) {
        return redact(text, secrets.stream().flatMap(Confidential::forms));
    }

    private static String redact(String text, Stream<String> secrets) {
        return secrets.filter(secret -> secret.length() >= SHORTEST)
                // A value may contain another one.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, Confidential::without);
    }

    private static String without(String text, String secret) {
        if (secret.length() >= SHORTEST_WITHIN_WORDS) {
            return text.replace(secret, "…");
        }
        StringBuilder rest = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf(secret); at >= 0; ) {
            int end = at + secret.length();
            if (isInWord(text, at) || isInWord(text, end)) {
                at = text.indexOf(secret, at + 1);
            } else {
                rest.append(text, copied, at).append('…');
                copied = end;
                at = text.indexOf(secret, end);
            }
        }
        return rest.append(text, copied, text.length()).toString();
    }

    /** Whether letters or digits stand on both sides of a place. */
    private static boolean isInWord(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at));
    }

    private static Stream<String> forms(String value) {
        String bare = value.strip();
        return Stream.of(bare, bare.substring(bare.lastIndexOf(' ') + 1));
    }
}
