package io.agencyswarm.e2e.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/** A site with pages that each do something forbidden, and with one correct page. */
final class TestSite implements AutoCloseable {

    private static final String FORBIDDING = "default-src 'none'; script-src 'unsafe-inline'";

    private static final Map<String, String> BODIES = Map.of(
            "/fine", "<h1>Fine</h1><img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='>",
            "/error", "<script>console.error('the page is sorry')</script>",
            "/missing", "<script src='/not-there.js'></script>",
            "/exception", "<script>throw new Error('nobody catches this')</script>",
            "/rejection", "<script>Promise.reject(new Error('nobody awaits this'))</script>",
            "/stranger", "<img alt='' src='http://stranger.example/pixel.gif'>",
            "/socket",
                    "<script>new WebSocket('ws://stranger.example/socket').onclose = () => document.title = 'over'</script>",
            "/forbidden", "<script>fetch('/fine').catch(() => {})</script>",
            "/unnamed", "<h1>A form</h1><input type='text'>");

    private final HttpServer server;

    private TestSite(HttpServer server) {
        this.server = server;
    }

    static TestSite start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", TestSite::answer);
            server.start();
            return new TestSite(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI home() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = BODIES.get(path);
        byte[] page = body == null ? new byte[0] : page(body).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        if (path.equals("/forbidden")) {
            exchange.getResponseHeaders().add("Content-Security-Policy", FORBIDDING);
        }
        exchange.sendResponseHeaders(body == null ? 404 : 200, page.length == 0 ? -1 : page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private static String page(String body) {
        return "<!doctype html><html lang='en'><head><title>A page</title><link rel='icon' href='data:,'></head>"
                + "<body><main>" + body + "</main></body></html>";
    }
}
