package io.agencyswarm.tool.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.ResponseStream;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Exchanges callers' tokens for such as a server accepts, by RFC 8693, and keeps them until shortly before they expire. */
@Singleton
class TokenExchange {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final int MOST_KEPT = 1_000;
    private static final int OK = 200;
    private static final int DEFAULT_SECONDS = 60;
    private static final int LONGEST_SECONDS = 3_600;
    private static final int MARGIN_SECONDS = 10;

    private final HttpClients http;

    /** The one used longest ago first; guarded by itself. */
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String server, String token) {

        /** Without the token. */
        @Override
        public String toString() {
            return server;
        }
    }

    private record Kept(String token, Deadline until) {

        /** Without the token. */
        @Override
        public String toString() {
            return "kept";
        }
    }

    @Inject
    TokenExchange(HttpClients http) {
        this.http = http;
    }

    /** The token that a caller's is exchanged for. */
    String exchanged(String token, String server, ServerConfig config) throws ServerException, InterruptedException {
        Key key = new Key(server, token);
        synchronized (kept) {
            Kept earlier = kept.get(key);
            if (earlier != null && !earlier.until().left().isZero()) {
                return earlier.token();
            }
        }
        Kept exchanged = exchange(token, config);
        synchronized (kept) {
            kept.put(key, exchanged);
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return exchanged.token();
    }

    private Kept exchange(String token, ServerConfig config) throws ServerException, InterruptedException {
        ServerConfig.Exchange settings = config.exchange().orElseThrow();
        String client = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        HttpConnection provider = http.connection(
                URI.create(settings.url()),
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8))),
                config);
        Deadline deadline = Deadline.in(config.connectTimeout());
        try (ResponseStream response = provider.request(
                HttpMethod.POST,
                provider.address(),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form(token, settings).getBytes(StandardCharsets.UTF_8))) {
            HttpClientResponse head = provider.head(response, deadline);
            if (head.statusCode() != OK) {
                // What the provider says may quote the token.
                throw ServerException.failed(
                        "the caller's token could not be exchanged (HTTP " + head.statusCode() + "); see exchange");
            }
            Kept exchanged = read(provider.body(response, deadline));
            response.complete();
            return exchanged;
        }
    }

    private static Kept read(byte[] body) throws ServerException {
        try {
            JsonNode answer = Json.read(body);
            @Nullable String token = answer.path("access_token").textValue();
            if (token != null && !token.isBlank()) {
                long seconds =
                        Math.min(LONGEST_SECONDS, answer.path("expires_in").asLong(DEFAULT_SECONDS));
                return new Kept(token, Deadline.in(Duration.ofSeconds(Math.max(1, seconds - MARGIN_SECONDS))));
            }
        } catch (JsonProcessingException e) {
            throw new ServerException(
                    ServerException.Kind.FAILED,
                    "the answer to the exchange of the caller's token is not valid JSON",
                    e);
        }
        throw ServerException.failed("the answer to the exchange of the caller's token has no access_token");
    }

    private static String form(String token, ServerConfig.Exchange settings) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        fields.put("subject_token", token);
        fields.put("subject_token_type", ACCESS_TOKEN);
        fields.put("requested_token_type", ACCESS_TOKEN);
        settings.audience().ifPresent(audience -> fields.put("audience", audience));
        settings.scope().ifPresent(scope -> fields.put("scope", scope));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
