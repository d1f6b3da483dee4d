package io.agencyswarm.model.http;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What goes with a request in confidence. Servers repeat it in their errors, which others than its owner read. */
public final class Confidential {

    /** Shorter values are words such as a tenant's number, which would take half of a sentence with them. */
    private static final int SHORTEST = 4;

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
                .reduce(text, (rest, secret) -> rest.replace(secret, "…"));
    }

    private static Stream<String> forms(String value) {
        String bare = value.strip();
        return Stream.of(bare, bare.substring(bare.lastIndexOf(' ') + 1));
    }
}
