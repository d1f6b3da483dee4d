package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.tracing.TracingPolicy;

/** Connections to models' servers, and their end for good. */
public final class Connections {

    private Connections() {}

    /** A pool for as many streams at a time as {@code config} says; to be closed by whoever asked for it. */
    public static HttpClient pool(Vertx vertx, ModelConfig.OpenAi config) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setTcpKeepAlive(true)
                        // Which trace a request belongs to is nobody else's to know.
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setMaxChunkSize(65_536),
                new PoolOptions()
                        .setHttp1MaxSize(config.maxConnections())
                        .setMaxWaitQueueSize(config.maxConnections()));
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
