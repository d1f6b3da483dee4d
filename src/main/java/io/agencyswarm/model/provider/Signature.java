package io.agencyswarm.model.provider;

import io.vertx.core.http.RequestOptions;

/** Takes the place of a key: what is sent is signed. */
interface Signature {

    /** Signs a request as it stands: neither its headers nor its body may change after that. */
    void sign(RequestOptions request, String url, byte[] body);

    /** A text in which none of the secrets that sign is told again. */
    String redact(String text);
}
