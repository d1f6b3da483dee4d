package io.agencyswarm.model.http;

import io.agencyswarm.text.Secrets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the secrets of a request by the rules of {@link Secrets#remove}. Servers repeat them in their errors, which
 * people other than the owner read.
 */
public final class RequestSecrets {

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
        return Secrets.remove(secrets.toList(), text);
    }

    private static Stream<String> forms(String value) {
        String bare = value.strip();
        return Stream.of(bare, bare.substring(bare.lastIndexOf(' ') + 1));
    }
}
