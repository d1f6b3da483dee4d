package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An OpenID Connect provider, reduced to what the service uses: the discovery document, the keys and signed tokens.
 * Thread-safe.
 */
public final class OidcServer implements AutoCloseable {

    /** The service's name in tokens. */
    public static final String AUDIENCE = "agencies";

    private static final int LIFESPAN_SECONDS = 300;

    private final List<SigningKey> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean available = true;

    private OidcServer(HttpServer server) {
        this.server = server;
        keys.add(SigningKey.make("first"));
    }

    /** Starts a provider on a free port. */
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

    /** Returns the provider that the application under test trusts. */
    public static OidcServer current() {
        return Objects.requireNonNull(OidcResource.running(), "OidcResource belongs into the test's profile");
    }

    /** Returns the provider's address, which is also its name in tokens. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The key for signatures. */
    public SigningKey key() {
        return keys.getLast();
    }

    /** Changes the key for signatures. The new key is published in addition to the former ones. */
    public void rotate(String id) {
        keys.add(SigningKey.make(id));
    }

    /** Sets whether the provider answers. If it does not, it closes each connection without a response. */
    public void available(boolean whether) {
        available = whether;
    }

    /** Returns claims that the service accepts, for a test to change. */
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

    /** Returns a token that the service accepts. */
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
