package io.agencyswarm.model.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the secrets of a request. Servers repeat them in their errors, which people other than the owner read. Values
 * shorter than 16 characters are replaced only as complete words, and values shorter than 4 not at all.
 */
public final class RequestSecrets {

    /** Shorter values, such as a tenant's number, would also be found in ordinary text. */
    private static final int MIN_LENGTH = 4;

    /** Shorter values, such as a team's name, may be parts of ordinary words. */
    private static final int MIN_LENGTH_WITHIN_WORDS = 16;

    private RequestSecrets() {}

    /**
     * Replaces the key and the values of the headers in a text.
     *
     * @param headers the client's own; if a value has a scheme, such as {@code Basic …}, the part after it is replaced
     *     too
     */
    public static String redact(String text, @Nullable String key, Map<String, String> headers) {
        return redact(
                text,
                Stream.concat(Stream.ofNullable(key), headers.values().stream().flatMap(RequestSecrets::forms)));
    }

    /** Replaces these values in a text. If a value has a scheme, the part after it is replaced too. */
    public static String redact(String text, Collection<String> secrets) {
        return redact(text, secrets.stream().flatMap(RequestSecrets::forms));
    }

    private static String redact(String text, Stream<String> secrets) {
        return secrets.filter(secret -> secret.length() >= MIN_LENGTH)
                // A value may contain another one.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, RequestSecrets::remove);
    }

    private static String remove(String text, String secret) {
        if (secret.length() >= MIN_LENGTH_WITHIN_WORDS) {
            return text.replace(secret, "…");
        }
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf(secret); at >= 0; ) {
            int end = at + secret.length();
            if (isInWord(text, at) || isInWord(text, end)) {
                at = text.indexOf(secret, at + 1);
            } else {
                result.append(text, copied, at).append('…');
                copied = end;
                at = text.indexOf(secret, end);
            }
        }
        return result.append(text, copied, text.length()).toString();
    }

    /** Returns whether there are letters or digits on both sides of an index. */
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
