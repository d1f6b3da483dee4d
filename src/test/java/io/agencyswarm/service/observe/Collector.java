package io.agencyswarm.service.observe;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A collector of traces that receives OTLP over HTTP and stores it. */
public class Collector implements QuarkusTestResourceLifecycleManager {

    private static final BlockingQueue<String> POSTS = new LinkedBlockingQueue<>();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            // Protobuf, in which texts are readable.
            POSTS.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return Map.of(
                "quarkus.otel.exporter.otlp.endpoint",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.exporter.otlp.compression", "none");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** Waits until a received body contains a text. */
    static void await(String text) throws InterruptedException {
        while (true) {
            String post = POSTS.poll(20, TimeUnit.SECONDS);
            if (post == null) {
                throw new AssertionError("The collector got nothing with " + text);
            }
            if (post.contains(text)) {
                return;
            }
        }
    }
}
