package io.agencyswarm.model.langchain4j;

import io.agencyswarm.model.http.Confidential;
import io.agencyswarm.model.http.RequestTarget;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one request goes, and with what.
 *
 * @param baseUrl without a slash at its end
 * @param setting what the address was set by
 * @param isClients whether a client named an address that is not the service's own for the provider
 * @param key null where none is needed, or the client's headers hold what is, or a signature takes its place
 * @param apiVersion of Azure's API; others have none
 * @param headers the client's own, over all others
 * @param credentials what requests are signed with in place of a key; null where they are not
 */
record Access(
        String baseUrl,
        String setting,
        boolean isClients,
        @Nullable String key,
        String apiVersion,
        Map<String, String> headers,
        @Nullable AwsCredentials credentials)
        implements RequestTarget {

    /** Stands for the key that a request goes without; a header with it is not sent. */
    static final String NO_KEY = "no-key-here";

    Access {
        headers = Map.copyOf(headers);
    }

    /** A model's name as a part of an address, which clients may name too and which must not lead elsewhere. */
    static String inPath(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("\"" + name + "\" is no model's name");
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The key, or {@link #NO_KEY}, because builders of LangChain4j insist on one. */
    String anyKey() {
        return key == null ? NO_KEY : key;
    }

    /** Signs a request that nobody changes any more, if this provider wants it signed. */
    void sign(RequestOptions request, String url, byte[] body) {
        if (credentials != null) {
            credentials.sign(request, url, body);
        }
    }

    @Override
    public String redact(String text) {
        String rest = Confidential.redact(text, key, headers);
        return credentials == null ? rest : credentials.redact(rest);
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "Access[" + baseUrl + "]";
    }
}
