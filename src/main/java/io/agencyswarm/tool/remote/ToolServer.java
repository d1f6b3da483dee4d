package io.agencyswarm.tool.remote;

import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.net.ResponseStream;
import io.agencyswarm.text.Secrets;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server over HTTP, to which requests are sent. Redirects are not followed, so that the headers are sent to the
 * configured host only.
 *
 * @param headers of each request; may hold secrets
 */
public record ToolServer(
        Vertx vertx,
        HttpClient http,
        HttpUrl address,
        Map<String, String> headers,
        Duration connectTimeout,
        int maxBytes) {

    /** Sends a request without a body. Returns immediately. */
    public ServerResponse request(HttpMethod method, HttpUrl to, Map<String, String> requestHeaders) {
        return request(method, to, requestHeaders, new byte[0]);
    }

    /** Sends a request. Returns immediately. */
    public ServerResponse request(HttpMethod method, HttpUrl to, Map<String, String> requestHeaders, byte[] body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setSsl(to.isEncrypted())
                .setHost(HostAndPort.withoutBrackets(to.host()))
                .setPort(to.port())
                .setURI(to.target())
                .setConnectTimeout(connectTimeout.toMillis());
        headers.forEach(options::putHeader);
        requestHeaders.forEach(options::putHeader);
        return new ServerResponse(this, ResponseStream.send(vertx, http.request(options), Buffer.buffer(body)));
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
}
