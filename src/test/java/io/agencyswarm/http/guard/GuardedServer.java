package io.agencyswarm.http.guard;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server with the guard that netty loads. The guard's limits are those of the process, so there may be only one. */
final class GuardedServer {

    private static final int SECONDS = 20;
    private static final int LATE_MILLIS = 1_500;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    GuardedServer(ConnectionGuard.ServerLimits limits, HttpServerOptions options, Consumer<HttpServerRequest> handler)
            throws Exception {
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        ConnectionGuard.setLimits(limits);
        server = vertx.createHttpServer(options.setHost("127.0.0.1"))
                .requestHandler(handler::accept)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    /** Answers a request after the guard's time limit for heads. */
    static void answerLate(HttpServerRequest request) {
        Vertx.currentContext()
                .owner()
                .setTimer(LATE_MILLIS, _ -> request.response().end("late"));
    }

    void stop() throws Exception {
        ConnectionGuard.setLimits(new ConnectionGuard.ServerLimits(0, 0));
        vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
