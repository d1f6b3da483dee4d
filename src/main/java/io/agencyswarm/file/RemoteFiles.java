package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.net.Connections;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files over HTTP. Connects only to addresses that have been checked: a name is looked up once for each
 * request, and the request uses the result. Connections are not reused, and no proxy is used.
 */
final class RemoteFiles implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_CONNECTIONS_TO_A_HOST = 1_000;
    private static final int OK = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Vertx vertx;
    private final HttpClient http;
    private final FileConfig config;
    private final UrlResolver urlResolver;

    RemoteFiles(Vertx vertx, HttpClientOptions options, FileConfig config, UrlResolver urlResolver) {
        int connectMillis = Math.toIntExact(config.connectTimeout().toMillis());
        this.vertx = vertx;
        this.http = Connections.pool(
                vertx,
                new HttpClientOptions(options)
                        .setConnectTimeout(connectMillis)
                        .setSslHandshakeTimeout(connectMillis)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setKeepAlive(false),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_TO_A_HOST));
        this.config = config;
        this.urlResolver = urlResolver;
    }

    @Override
    public void close() {
        http.close();
    }

    /** Fetches the file at the URL, and follows redirects. */
    void copy(Attachment attachment, HttpUrl first, AttachmentWriter writer, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        HttpUrl url = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Optional<HttpUrl> next = copyOrRedirect(attachment, url, writer, deadline);
            if (next.isEmpty()) {
                return;
            }
            url = next.get();
        }
        throw attachment.failure("its host redirects more than " + MAX_REDIRECTS + " times; use the final URL.");
    }

    private Optional<HttpUrl> copyOrRedirect(
            Attachment attachment, HttpUrl url, AttachmentWriter writer, Deadline deadline)
            throws IOException, InterruptedException, TimeoutException {
        ResolvedUrl resolved = urlResolver.find(attachment, url, deadline);
        try (Download download = connect(attachment, resolved, deadline)) {
            HttpClientResponse head = download.head();
            if (REDIRECTS.contains(head.statusCode())) {
                return Optional.of(redirect(attachment, url, head.getHeader("Location")));
            }
            check(attachment, head);
            writer.requireSize(length(head));
            download.writeTo(writer);
            return Optional.empty();
        }
    }

    private Download connect(Attachment attachment, ResolvedUrl resolved, Deadline deadline)
            throws InterruptedException {
        @Nullable Exception last = null;
        for (InetAddress address : resolved.addresses()) {
            try {
                return Download.connect(vertx, http.request(resolved.request(address)), config, deadline);
            } catch (IOException | TimeoutException e) {
                last = e;
            }
        }
        String host = "the host \"" + Attachment.forMessage(resolved.host().text()) + "\"";
        // Without the text of the failure, which names the address.
        throw attachment.failure(
                isTlsFailure(last)
                        ? "TLS handshake with " + host + " failed; check its certificate."
                        : host + " could not be reached; check the URL, and that the host is up.",
                last == null ? new IOException("no address") : last);
    }

    private static boolean isTlsFailure(@Nullable Throwable failure) {
        return failure != null && (failure instanceof SSLException || isTlsFailure(failure.getCause()));
    }

    private static HttpUrl redirect(Attachment attachment, HttpUrl from, @Nullable String location) {
        try {
            return DownloadUrl.resolveRedirect(from, location);
        } catch (IllegalArgumentException e) {
            throw attachment.failure(AgencyException.reason(e), e);
        }
    }

    private static void check(Attachment attachment, HttpClientResponse head) {
        if (head.statusCode() != OK) {
            throw attachment.failure("its host answered " + head.statusCode() + " instead of 200; check the URL.");
        }
        String encoding = head.getHeader("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw attachment.failure("its host sends it compressed (\"" + Attachment.forMessage(encoding)
                    + "\"), which the service does not support; use a URL that serves the file uncompressed.");
        }
    }

    private static long length(HttpClientResponse head) {
        try {
            return Long.parseLong(String.valueOf(head.getHeader("Content-Length")));
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
