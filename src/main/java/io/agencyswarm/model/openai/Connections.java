package io.agencyswarm.model.openai;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends connections for good. */
final class Connections {

    private Connections() {}

    /**
     * Gives up a request and its connection at once. A reset alone waits until what is written before it has left,
     * which it never does where the server reads no more.
     */
    static void cut(HttpClientRequest request) {
        request.reset();
        if (request.connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        }
    }
}
