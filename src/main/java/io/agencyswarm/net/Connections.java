package io.agencyswarm.net;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.tracing.TracingPolicy;
import org.jboss.logging.Logger;

/** Pools of connections to other servers, and the end of a connection. */
public final class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private Connections() {}

    /** A pool; whoever asked for it closes it. */
    public static HttpClient pool(Vertx vertx, HttpClientOptions options, PoolOptions size) {
        return vertx.httpClientBuilder()
                // Which trace a request belongs to is nobody else's to know.
                .with(new HttpClientOptions(options).setTracingPolicy(TracingPolicy.IGNORE))
                .with(size)
                // What breaks a connection is told to its request. With nobody listening here Vert.x would log it as an
                // error too, also where no request is in progress, and any server could fill the log with answers that
                // nobody asked for.
                .withConnectHandler(connection -> connection.exceptionHandler(
                        e -> LOG.debugf("A connection to %s broke: %s", connection.remoteAddress(), e.getMessage())))
                .build();
    }

    /**
     * Gives up a request and its connection at once. A reset alone waits until what is written before it has left,
     * which it never does where the server reads no more.
     */
    public static void cut(HttpClientRequest request) {
        request.reset();
        if (request.connection() instanceof ConnectionBase connection) {
            var _ = connection.channel().close();
        }
    }
}
