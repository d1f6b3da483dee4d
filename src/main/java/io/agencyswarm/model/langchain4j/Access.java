package io.agencyswarm.model.langchain4j;

import io.agencyswarm.model.http.Confidential;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    /** What a server said, without what was sent to it in confidence. */
    String redact(String text) {
        return Confidential.redact(text, key, headers);
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "Access[" + baseUrl + "]";
    }
}
