package io.agencyswarm.model.provider;

import io.agencyswarm.model.http.QueryParameters;
import io.agencyswarm.model.http.RequestSecrets;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.net.HeaderRules;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The address, credentials and headers of one request.
 *
 * @param baseUrl without a slash at the end
 * @param setting the name of the setting that set the address
 * @param isClientChosen whether a client chose an address other than the service's own for the provider
 * @param key null if none is needed, the headers hold it, or the request is signed
 * @param query parameters appended to the address
 * @param headers the agent's and the client's; they override all others
 * @param signer signs the request instead of a key; null if there is none
 */
record ProviderTarget(
        String baseUrl,
        String setting,
        boolean isClientChosen,
        @Nullable String key,
        QueryParameters query,
        Map<String, String> headers,
        @Nullable RequestSigner signer)
        implements RequestTarget {

    ProviderTarget {
        headers = Map.copyOf(headers);
    }

    /** Adds the headers and, last, the signature. */
    void addHeadersAndSign(RequestOptions request, String url, byte[] body) {
        headers.forEach((name, value) -> {
            if (!HeaderRules.isReserved(name)) {
                request.putHeader(name, value);
            }
        });
        if (signer != null) {
            signer.sign(request, url, body);
        }
    }

    @Override
    public String redact(String text) {
        String redacted = query.redact(RequestSecrets.redact(text, key, headers));
        return signer == null ? redacted : signer.redact(redacted);
    }

    /** Contains no secrets. */
    @Override
    public String toString() {
        return "ProviderTarget[" + baseUrl + "]";
    }
}
