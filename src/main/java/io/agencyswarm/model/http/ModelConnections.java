package io.agencyswarm.model.http;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.Connections;
import io.agencyswarm.net.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The connection pool for models' servers, which all providers over HTTP share. */
@Singleton
public class ModelConnections {

    private static final int MAX_EVENT_BYTES = 16 << 20;

    /** The JSON tree of an event takes up to 15 times its bytes. */
    private static final int HEAP_SHARE = 30;

    private final Vertx vertx;
    private final ModelConfig.ConnectionConfig config;
    private final ModelHosts hosts;
    private final HttpClient http;
    private final int maxEventBytes;
    private final Clock clock;

    /** Creates the pool. */
    @Inject
    public ModelConnections(Vertx vertx, ModelConfig config, ModelHosts hosts) {
        this(vertx, config, hosts, Clock.systemUTC());
    }

    ModelConnections(Vertx vertx, ModelConfig config, ModelHosts hosts, Clock clock) {
        this.clock = clock;
        this.vertx = vertx;
        this.config = config.connection();
        this.hosts = hosts;
        this.maxEventBytes = maxEventBytes(this.config);
        this.http = Connections.pool(
                vertx,
                new HttpClientOptions()
                        .setConnectTimeout((int) this.config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setTcpKeepAlive(true)
                        .setMaxChunkSize(65_536),
                new PoolOptions()
                        .setHttp1MaxSize(this.config.maxConnections())
                        .setMaxWaitQueueSize(this.config.maxConnections()));
    }

    /** Closes all connections. */
    @PreDestroy
    public void close() {
        http.close();
    }

    /**
     * Requests a connection. If a client named the address, its host is resolved and checked first, and the connection
     * goes to one of the checked addresses, so that the name can't resolve to another address later.
     *
     * @throws ModelException if the host is unknown or not allowed
     */
    public Future<HttpClientRequest> connect(RequestOptions request, RequestTarget target) throws InterruptedException {
        if (!target.isClientChosen()) {
            return http.request(request);
        }
        List<InetAddress> addresses = addresses(request, target);
        Future<HttpClientRequest> connecting = http.request(to(addresses.getFirst(), request));
        for (InetAddress next : addresses.subList(1, addresses.size())) {
            connecting = connecting.recover(_ -> http.request(to(next, request)));
        }
        return connecting;
    }

    /**
     * Sends a request and waits for the answer to begin.
     *
     * @return the answer's events; close it after use
     * @throws ModelException if the server refused, could not be reached or closed the connection before the first byte
     * @throws InterruptedException if the run was cancelled meanwhile; then no connection stays open
     */
    public EventStream open(RequestOptions request, byte[] body, Framing framing, RequestTarget target)
            throws InterruptedException {
        EventStream stream = new EventStream(
                vertx,
                connect(request, target),
                body,
                target,
                config.readTimeout(),
                new FramingDetector(framing, maxEventBytes),
                clock);
        try {
            stream.begin();
            return stream;
        } catch (InterruptedException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /**
     * Creates the failure for a response with a status other than 200.
     *
     * @param body the part that was read, at most {@link Refusals#MAX_BODY} bytes
     */
    public ModelException refusal(HttpClientResponse head, byte[] body, RequestTarget target) {
        return Refusals.of(head, body, target, clock);
    }

    private static int maxEventBytes(ModelConfig.ConnectionConfig config) {
        long byHeap = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        return config.maxEventBytes().orElse((int) Math.min(MAX_EVENT_BYTES, byHeap));
    }

    private List<InetAddress> addresses(RequestOptions request, RequestTarget target) throws InterruptedException {
        try {
            return hosts.resolve(request.getHost(), request.getPort(), Deadline.in(config.connectTimeout()));
        } catch (UnknownHostException | TimeoutException | IllegalArgumentException e) {
            // The same message for all causes, so that clients can't find out which internal names exist.
            throw new ModelException(
                    ErrorCode.MODEL_UNREACHABLE,
                    "the model's server could not be reached (its host is unknown or not allowed,"
                            + " agency-swarm.client-config.allowed-hosts); is its address right (" + target.setting()
                            + ")?",
                    e);
        }
    }

    private static RequestOptions to(InetAddress address, RequestOptions request) {
        return new RequestOptions(request)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, request.getPort())));
    }
}
