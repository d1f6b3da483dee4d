package io.agencyswarm.tool.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges callers' tokens for tokens that a server accepts (RFC 8693), and caches them until shortly before they
 * expire. A failure is cached for the server's {@code reconnect-pause}: a refused token for its caller, any other
 * failure for all callers.
 */
@Singleton
class TokenExchange {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    /** The errors of a token endpoint that are caused by the caller's token, not by this service's configuration. */
    private static final Set<String> REFUSED_TOKEN =
            Set.of("invalid_request", "invalid_grant", "invalid_token", "access_denied");

    private static final int MAX_ENTRIES = 1_000;
    private static final int OK = 200;
    private static final int DEFAULT_SECONDS = 60;
    private static final int MAX_SECONDS = 3_600;
    private static final int MARGIN_SECONDS = 10;

    private final ToolServerPool http;

    /** The least recently used entry first; guarded by itself. */
    private final Map<ExchangeKey, ExchangeOutcome> cache = new LinkedHashMap<>(16, 0.75f, true);

    private record ExchangeKey(String server, String token) {

        /** Contains no token. */
        @Override
        public String toString() {
            return server;
        }
    }

    private sealed interface ExchangeOutcome {

        Deadline deadline();

        private String token() throws ServerException {
            return switch (this) {
                case ExchangedToken exchangedToken -> exchangedToken.value();
                case FailedExchange failed -> throw failed.failure();
            };
        }
    }

    private record ExchangedToken(String value, Deadline deadline) implements ExchangeOutcome {

        /** Contains no token. */
        @Override
        public String toString() {
            return "exchanged";
        }
    }

    private record FailedExchange(ServerException failure, Deadline deadline) implements ExchangeOutcome {}

    @Inject
    TokenExchange(ToolServerPool http) {
        this.http = http;
    }

    /**
     * Exchanges a caller's token.
     *
     * @throws ServerException of the kind {@code REFUSED} if the provider refuses this caller's token
     */
    String exchangeOrReuse(String token, String server, ServerConfig config)
            throws ServerException, InterruptedException {
        ExchangeKey callers = new ExchangeKey(server, token);
        ExchangeKey all = new ExchangeKey(server, "");
        ExchangeOutcome earlier = findOutcome(callers, all);
        if (earlier != null) {
            return earlier.token();
        }
        try {
            ExchangedToken exchangedToken = exchange(token, config);
            keep(callers, exchangedToken);
            return exchangedToken.value();
        } catch (ServerException e) {
            keep(
                    e.kind() == ServerException.FailureKind.REFUSED ? callers : all,
                    new FailedExchange(e, Deadline.in(config.reconnectPause())));
            throw e;
        }
    }

    private @Nullable ExchangeOutcome findOutcome(ExchangeKey... keys) {
        synchronized (cache) {
            for (ExchangeKey key : keys) {
                ExchangeOutcome outcome = cache.get(key);
                if (outcome != null && !outcome.deadline().remaining().isZero()) {
                    return outcome;
                }
            }
        }
        return null;
    }

    private void keep(ExchangeKey key, ExchangeOutcome outcome) {
        synchronized (cache) {
            cache.put(key, outcome);
            if (cache.size() > MAX_ENTRIES) {
                cache.remove(cache.keySet().iterator().next());
            }
        }
    }

    private ExchangedToken exchange(String token, ServerConfig config) throws ServerException, InterruptedException {
        ServerConfig.Exchange settings = config.exchange().orElseThrow();
        String client = encode(settings.clientId()) + ":" + encode(settings.clientSecret());
        ToolServer provider = http.server(
                HttpUrl.parse(settings.url()).orElseThrow(),
                config,
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8))));
        Deadline deadline = Deadline.in(config.connectTimeout());
        try (ServerResponse response = provider.request(
                HttpMethod.POST,
                provider.address(),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form(token, settings).getBytes(StandardCharsets.UTF_8))) {
            HttpClientResponse head = response.head(deadline);
            if (head.statusCode() != OK) {
                throw refusal(head.statusCode(), response.body(deadline));
            }
            ExchangedToken exchangedToken = read(response.body(deadline));
            response.complete();
            return exchangedToken;
        }
    }

    /** Creates the failure of an exchange. The provider's message is left out, because it may quote the token. */
    private static ServerException refusal(int status, byte[] body) {
        String why = "the caller's token could not be exchanged (HTTP " + status + "); see exchange";
        try {
            return REFUSED_TOKEN.contains(Json.read(body).path("error").asText())
                    ? ServerException.refused(why)
                    : ServerException.failed(why);
        } catch (JsonProcessingException _) {
            return ServerException.failed(why);
        }
    }

    private static ExchangedToken read(byte[] body) throws ServerException {
        try {
            JsonNode answer = Json.read(body);
            @Nullable String token = answer.path("access_token").textValue();
            if (token != null && !token.isBlank()) {
                long seconds = Math.min(MAX_SECONDS, answer.path("expires_in").asLong(DEFAULT_SECONDS));
                return new ExchangedToken(
                        token, Deadline.in(Duration.ofSeconds(Math.max(1, seconds - MARGIN_SECONDS))));
            }
        } catch (JsonProcessingException e) {
            throw new ServerException(
                    ServerException.FailureKind.FAILED,
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
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
