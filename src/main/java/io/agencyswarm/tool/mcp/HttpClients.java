package io.agencyswarm.tool.mcp;

import io.agencyswarm.net.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/** The connections to all servers over HTTP. */
@Singleton
class HttpClients {

    /** Each caller's session may hold one for what the server sends of itself, beside those of calls. */
    private static final int CONNECTIONS = 2_000;

    private static final int IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClient http;

    @Inject
    HttpClients(Vertx vertx) {
        this.vertx = vertx;
        this.http = Connections.pool(
                vertx,
                new HttpClientOptions().setKeepAliveTimeout(IDLE_SECONDS).setTcpKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(CONNECTIONS));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    HttpConnection connection(URI address, Map<String, String> headers, McpConfig.Server config) {
        return new HttpConnection(vertx, http, address, headers, config.connectTimeout(), config.maxBytes());
    }
}
