package io.agencyswarm.model.provider;

import io.agencyswarm.model.http.Confidential;
import io.agencyswarm.model.http.QueryParameters;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.net.HeaderRules;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one request goes, and with what.
 *
 * @param baseUrl without a slash at its end
 * @param setting what the address was set by
 * @param isClients whether a client named an address that is not the service's own for the provider
 * @param key null where none is needed, or the client's headers hold what is, or a signature takes its place
 * @param query behind the address
 * @param headers the agent's and the client's, over all others
 * @param signature in place of a key; null where there is none
 */
record Access(
        String baseUrl,
        String setting,
        boolean isClients,
        @Nullable String key,
        QueryParameters query,
        Map<String, String> headers,
        @Nullable Signature signature)
        implements RequestTarget {

    Access {
        headers = Map.copyOf(headers);
    }

    /** The headers and, last of all, the signature. */
    void complete(RequestOptions request, String url, byte[] body) {
        headers.forEach((name, value) -> {
            if (!HeaderRules.isReserved(name)) {
                request.putHeader(name, value);
            }
        });
        if (signature != null) {
            signature.sign(request, url, body);
        }
    }

    @Override
    public String redact(String text) {
        String rest = query.redact(Confidential.redact(text, key, headers));
        return signature == null ? rest : signature.redact(rest);
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "Access[" + baseUrl + "]";
    }
}
