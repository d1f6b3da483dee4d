package io.agencyswarm.tool.remote;

import io.agencyswarm.net.Connections;
import io.agencyswarm.net.HttpUrl;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP connection pool for all tool servers. */
@Singleton
public class ToolServerPool {

    /** A session may hold one connection for messages from the server, in addition to those of calls. */
    private static final int CONNECTIONS = 2_000;

    private static final int IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final HttpClient http;

    /** Creates the pool without connections. */
    @Inject
    public ToolServerPool(Vertx vertx) {
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

    /**
     * Returns a configured server, with its configured headers. Does not connect yet.
     *
     * @param token the bearer token on behalf of the run's caller; null for none
     */
    public ToolServer server(HttpUrl address, ServerConfig config, @Nullable String token) {
        Map<String, String> headers = new HashMap<>(config.headers());
        if (token != null) {
            headers.keySet().removeIf(header -> header.equalsIgnoreCase("Authorization"));
            headers.put("Authorization", "Bearer " + token);
        }
        return server(address, config, headers);
    }

    /**
     * Returns a server with other headers than the configured ones.
     *
     * @param headers of each request; may hold secrets
     */
    public ToolServer server(HttpUrl address, ServerConfig config, Map<String, String> headers) {
        return new ToolServer(vertx, http, address, headers, config.connectTimeout(), config.maxBytes());
    }
}
