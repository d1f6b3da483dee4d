package io.agencyswarm.model.provider;

import io.vertx.core.http.RequestOptions;

/** Signs requests to providers that expect a signature instead of a key. */
interface RequestSigner {

    /** Signs a request. Its headers and its body must not change afterwards. */
    void sign(RequestOptions request, String url, byte[] body);

    /** Replaces the signing secrets in a text. */
    String redact(String text);
}
