package io.agencyswarm.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What the benchmark's own servers have in common. */
final class ChildProcesses {

    /** Nothing of the benchmark can be reached from elsewhere. */
    static final String HOST = "127.0.0.1";

    /** For Vert.x: any free port, the same for all instances of a server. */
    private static final int SHARED = -1;

    private static final AtomicBoolean PRINTED = new AtomicBoolean();

    private ChildProcesses() {}

    /** Starts a server with an event loop for each core, and prints its port. Returns when the standard input ends. */
    static void serve(Supplier<Verticle> server) throws IOException {
        Vertx vertx = Vertx.vertx();
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(server, new DeploymentOptions().setInstances(loops))
                .onFailure(e -> {
                    e.printStackTrace();
                    vertx.close();
                });
        System.in.transferTo(OutputStream.nullOutputStream());
        vertx.close();
    }

    /** A server of one event loop. */
    static Future<Void> listen(Vertx vertx, Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(SHARED))
                .requestHandler(handler)
                .listen()
                .onSuccess(server -> {
                    if (PRINTED.compareAndSet(false, true)) {
                        System.out.println(server.actualPort());
                    }
                })
                .mapEmpty();
    }
}
