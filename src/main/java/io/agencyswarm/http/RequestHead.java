package io.agencyswarm.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Looks for heads that a proxy before the service may read in another way than the service does, so that the two would
 * disagree on whom a request is for, or where it ends.
 */
final class RequestHead {

    private RequestHead() {}

    /** What is wrong with a head, as a sentence; empty where nothing is. */
    static String fault(HttpServerRequest request) {
        MultiMap headers = request.headers();
        List<String> hosts = headers.getAll("Host");
        if (hosts.size() > 1) {
            return "The request has " + hosts.size() + " headers Host, but must have one.";
        }
        if (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1) {
            return "The request has no header Host, but must have one.";
        }
        if (!hosts.isEmpty() && (request.authority() == null || hosts.getFirst().contains(","))) {
            return "The header Host is not a host name with an optional port.";
        }
        List<String> codings = headers.getAll("Transfer-Encoding");
        boolean chunked = codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
        if (!codings.isEmpty() && !chunked) {
            return "The only Transfer-Encoding that this service takes is chunked.";
        }
        if (chunked && headers.contains("Content-Length")) {
            return "A request has either a Content-Length or a Transfer-Encoding, not both.";
        }
        return headers.getAll("Content-Length").size() > 1 ? "The request has more than one Content-Length." : "";
    }
}
