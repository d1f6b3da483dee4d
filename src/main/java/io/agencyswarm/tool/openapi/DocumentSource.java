package io.agencyswarm.tool.openapi;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ServerResponse;
import io.agencyswarm.tool.remote.ToolServer;
import io.agencyswarm.tool.remote.ToolServerPool;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads documents. */
final class DocumentSource {

    private static final int OK = 200;

    private DocumentSource() {}

    /**
     * Loads a document from a class path resource, else from a file.
     *
     * @throws DocumentException if there is neither, or it is too large
     */
    static byte[] local(String location, int maxBytes) {
        @Nullable URL resource = Thread.currentThread().getContextClassLoader().getResource(location);
        try (InputStream in = resource == null ? Files.newInputStream(file(location)) : resource.openStream()) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new DocumentException("it has more than " + maxBytes + " bytes, which is the limit (max-bytes)");
            }
            return bytes;
        } catch (IOException e) {
            throw new DocumentException("it could not be read: " + AgencyException.reason(e), e);
        }
    }

    /** Loads a document from a URL. The configured headers are sent only if it is on the API's own host. */
    static byte[] remote(HttpUrl url, ApiToolsConfig.ApiConfig config, ToolServerPool http)
            throws ServerException, InterruptedException {
        boolean ownHost =
                config.baseUrl().flatMap(HttpUrl::parse).map(url::hasOriginOf).orElse(true);
        ToolServer server = http.server(url, config, ownHost ? config.headers() : Map.of());
        Deadline deadline = Deadline.in(config.timeout());
        try (ServerResponse response = server.request(
                HttpMethod.GET, url, Map.of("Accept", "application/json, application/yaml;q=0.9, */*;q=0.5"))) {
            HttpClientResponse head = response.head(deadline);
            if (head.statusCode() != OK) {
                throw ServerException.failed("its server answered HTTP " + head.statusCode());
            }
            return response.body(deadline);
        }
    }

    private static Path file(String location) {
        try {
            Path file = Path.of(location);
            if (Files.isRegularFile(file)) {
                return file;
            }
            throw new DocumentException(
                    "there is neither such a class path resource nor the file " + file.toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new DocumentException("there is no such class path resource, and it is not a valid file name", e);
        }
    }
}
