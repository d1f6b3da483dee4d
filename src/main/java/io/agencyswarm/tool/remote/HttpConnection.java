package io.agencyswarm.tool.remote;

import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.net.NetworkFault;
import io.agencyswarm.net.ResponseException;
import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.text.Secrets;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests to one server. Does not follow redirects, so that its headers are sent to the configured host
 * only.
 *
 * @param headers of each request; may hold secrets
 */
public record HttpConnection(
        Vertx vertx,
        HttpClient http,
        HttpUrl address,
        Map<String, String> headers,
        Duration connectTimeout,
        int maxBytes) {

    private static final int SHOWN_CHARS = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Sends a request whose response is streamed. Returns immediately. */
    public ResponseStream request(HttpMethod method, HttpUrl to, Map<String, String> requestHeaders, byte[] body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setSsl(to.isEncrypted())
                .setHost(HostAndPort.withoutBrackets(to.host()))
                .setPort(to.port())
                .setURI(to.target())
                .setConnectTimeout(connectTimeout.toMillis());
        headers.forEach(options::putHeader);
        requestHeaders.forEach(options::putHeader);
        return ResponseStream.send(vertx, http.request(options), Buffer.buffer(body));
    }

    /** Waits for the status and headers of a response. */
    public HttpClientResponse head(ResponseStream response, Deadline deadline)
            throws ServerException, InterruptedException {
        try {
            return response.head(deadline.remaining());
        } catch (ResponseException e) {
            throw failure(e);
        }
    }

    /** Waits for the next bytes of a response; returns null at its end. */
    public @Nullable ByteBuffer next(ResponseStream response, Duration timeout)
            throws ServerException, InterruptedException {
        try {
            return response.next(timeout);
        } catch (ResponseException e) {
            throw failure(e);
        }
    }

    /** Reads a complete body. */
    public byte[] body(ResponseStream response, Deadline deadline) throws ServerException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (ByteBuffer bytes = next(response, deadline.remaining());
                bytes != null;
                bytes = next(response, deadline.remaining())) {
            if ((long) body.size() + bytes.remaining() > maxBytes) {
                throw ServerException.tooLarge(maxBytes);
            }
            body.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
        return body.toByteArray();
    }

    /** Creates the exception for an unexpected status, with the beginning of the body. */
    public ServerException refusal(HttpClientResponse head, ResponseStream response, Deadline deadline)
            throws InterruptedException {
        int status = head.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return ServerException.refused("it refused the credentials (HTTP " + status + "); see headers and token");
        }
        String text = "";
        try {
            ByteBuffer bytes = response.next(deadline.remaining());
            if (bytes != null) {
                // Redact before shortening, because part of a secret would not be found.
                text = redact(new String(
                                bytes.array(),
                                bytes.arrayOffset() + bytes.position(),
                                bytes.remaining(),
                                StandardCharsets.UTF_8))
                        .strip();
            }
        } catch (ResponseException _) {
            // Report the status only.
        }
        return ServerException.failed(
                "it answered HTTP " + status, text.substring(0, Math.min(SHOWN_CHARS, text.length())));
    }

    /** Replaces the secrets that were sent to the server in a text that it returned. */
    public String redact(String text) {
        return Secrets.remove(
                headers.entrySet().stream()
                        .flatMap(header -> secrets(header.getKey(), header.getValue()).stream())
                        .toList(),
                text);
    }

    /**
     * Returns the possible secrets in a header, the longest first: its value without "Bearer" or "Basic", the last word
     * of credentials with any scheme, and the value of each cookie.
     */
    public static List<String> secrets(String header, String value) {
        List<String> secrets = new ArrayList<>();
        secrets.add(value.replaceFirst("(?i)^(bearer|basic) +", ""));
        if (header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("Proxy-Authorization")) {
            String words = value.strip();
            secrets.add(words.substring(words.lastIndexOf(' ') + 1));
        } else if (header.equalsIgnoreCase("Cookie")) {
            for (String cookie : value.split(";", -1)) {
                secrets.add(cookie.substring(cookie.indexOf('=') + 1).strip().replace("\"", ""));
            }
        }
        return secrets;
    }

    /** Contains the address only. */
    @Override
    public String toString() {
        return String.valueOf(address);
    }

    private static ServerException failure(ResponseException e) {
        return switch (e.reason()) {
            case SILENT -> ServerException.timedOut(e);
            case UNREACHABLE, BROKEN ->
                new ServerException(
                        ServerException.FailureKind.FAILED,
                        NetworkFault.of(e.source()).sentence(),
                        e);
        };
    }
}
