package io.agencyswarm.model.langchain4j;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one request goes, and with what.
 *
 * @param baseUrl without a slash at its end
 * @param key null where none is needed, or the client's headers hold what is
 * @param apiVersion of Azure's API; others have none
 * @param headers the client's own, over all others
 */
record Access(String baseUrl, @Nullable String key, String apiVersion, Map<String, String> headers) {

    /** Stands for the key that a request goes without; a header with it is not sent. */
    static final String NO_KEY = "no-key-here";

    Access {
        headers = Map.copyOf(headers);
    }

    /** A model's name as a part of an address, which clients may name too and which must not lead elsewhere. */
    static String inPath(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The key, or {@link #NO_KEY}, because builders of LangChain4j insist on one. */
    String anyKey() {
        return key == null ? NO_KEY : key;
    }

    /** Takes keys and the values of headers out of what a server said. */
    String redact(String text) {
        return Stream.concat(Stream.ofNullable(key), headers.values().stream())
                .filter(secret -> secret.length() > 3)
                .reduce(text, (rest, secret) -> rest.replace(secret, "…"));
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "Access[" + baseUrl + "]";
    }
}
