package io.agencyswarm.net;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.tracing.TracingPolicy;
import org.jboss.logging.Logger;

/** Creates connection pools for other servers, and closes connections. */
public final class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private Connections() {}

    /** Creates a pool. Close it after use. */
    public static HttpClient pool(Vertx vertx, HttpClientOptions options, PoolOptions size) {
        return vertx.httpClientBuilder()
                // Other servers must not get trace ids.
                .with(new HttpClientOptions(options).setTracingPolicy(TracingPolicy.IGNORE))
                .with(size)
                // The request gets the error of its connection. Without a handler here Vert.x would log it as an error
                // too, even if no request is in progress, and any server could fill the log with unrequested responses.
                .withConnectHandler(connection -> connection.exceptionHandler(
                        e -> LOG.debugf("A connection to %s broke: %s", connection.remoteAddress(), e.getMessage())))
                .build();
    }

    /**
     * Aborts a request and closes its connection at once. A reset alone waits until earlier data is sent, which never
     * happens if the server has stopped reading.
     */
    public static void abort(HttpClientRequest request) {
        request.reset();
        if (request.connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        }
    }
}
