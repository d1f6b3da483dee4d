package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.item.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A provider of OpenID Connect as far as the service sees of one: its discovery document, its keys, and tokens that it
 * signed. Methods may be called by any thread.
 */
public final class OidcServer implements AutoCloseable {

    /** What the service is called in tokens. */
    public static final String AUDIENCE = "agencies";

    private static final int LIFESPAN_SECONDS = 300;

    private final List<SigningKey> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean available = true;

    private OidcServer(HttpServer server) {
        this.server = server;
        keys.add(SigningKey.make("first"));
    }

    /** Starts one on a free port. */
    static OidcServer start() {
        try {
            OidcServer started =
                    new OidcServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            started.server.createContext("/.well-known/openid-configuration", exchange -> {
                started.answer(exchange, started.discovery());
            });
            started.server.createContext("/keys", exchange -> started.answer(exchange, started.keySet()));
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that the application under test trusts. */
    public static OidcServer current() {
        return Objects.requireNonNull(OidcResource.running(), "OidcResource belongs into the test's profile");
    }

    /** The provider's address, and its name in tokens. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The key that signs. */
    public SigningKey key() {
        return keys.getLast();
    }

    /** Signs with another key from now on, which is published beside the former ones. */
    public void rotate(String id) {
        keys.add(SigningKey.make(id));
    }

    /** Whether it answers; while it doesn't, connections are closed without a word. */
    public void available(boolean whether) {
        available = whether;
    }

    /** Claims that the service accepts, to be changed. */
    public ObjectNode claims(String subject, String... roles) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = Json.object()
                .put("iss", issuer())
                .put("aud", AUDIENCE)
                .put("sub", subject)
                .put("iat", now)
                .put("exp", now + LIFESPAN_SECONDS);
        List.of(roles).forEach(claims.putArray("groups")::add);
        return claims;
    }

    /** A token that the service accepts. */
    public String token(String subject, String... roles) {
        return key().sign(claims(subject, roles));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private JsonNode discovery() {
        return Json.object()
                .put("issuer", issuer())
                .put("jwks_uri", issuer() + "/keys")
                .put("token_endpoint", issuer() + "/token")
                .put("authorization_endpoint", issuer() + "/authorize");
    }

    private JsonNode keySet() {
        ObjectNode set = Json.object();
        keys.forEach(key -> set.withArray("keys").add(key.toJwk()));
        return set;
    }

    private void answer(HttpExchange exchange, JsonNode json) throws IOException {
        if (!available) {
            exchange.close();
            return;
        }
        byte[] body = Json.bytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
