package io.agencyswarm.http.guard;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Rejects request heads that a proxy in front of the service may interpret differently, so that proxy and service would
 * disagree about the target of a request or about its end (request smuggling).
 */
final class RequestHead {

    private RequestHead() {}

    /** Returns an error message for a head; empty if it is valid. */
    static String fault(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> hosts = headers.getAll("Host");
        if (hosts.size() > 1) {
            return "The request has " + hosts.size() + " headers Host, but must have exactly one.";
        }
        if (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1) {
            return "The request has no header Host, which is required.";
        }
        if (!hosts.isEmpty() && (request.authority() == null || hosts.getFirst().contains(","))) {
            return "The header Host is not a host name with an optional port.";
        }
        List<String> codings = headers.getAll("Transfer-Encoding");
        boolean chunked = codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
        if (!codings.isEmpty() && !chunked) {
            return "The Transfer-Encoding must be chunked; this service supports no other.";
        }
        if (chunked && headers.contains("Content-Length")) {
            return "The request must not have both a Content-Length and a Transfer-Encoding.";
        }
        return headers.getAll("Content-Length").size() > 1 ? "The request has more than one Content-Length." : "";
    }
}
