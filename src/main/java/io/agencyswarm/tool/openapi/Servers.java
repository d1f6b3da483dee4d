package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.net.HttpUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Determines the server of an operation: the configured base URL, else the first server that the operation, its path or
 * the document names. Not thread-safe.
 */
final class Servers {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final int MAX_URL_LENGTH = 2_000;

    private final JsonNode document;
    private final Optional<String> baseUrl;
    private final Optional<HttpUrl> from;
    private final String key;
    private @Nullable HttpUrl documentServer;

    /**
     * Creates the servers of a document.
     *
     * @param from the document's URL; empty for a resource or file
     * @param key prefix of the API's configuration keys
     */
    Servers(ApiDocument document, ApiToolsConfig.ApiConfig config, Optional<HttpUrl> from, String key) {
        this.document = document.json();
        this.baseUrl = config.baseUrl();
        this.from = from;
        this.key = key;
    }

    /**
     * Returns the address that an operation's path is appended to, without a slash at the end.
     *
     * @throws NotCallableException if the document is a resource or file, and the operation's server is not the
     *     document's
     * @throws DocumentException if the document names no server that requests may be sent to
     */
    String of(ApiOperation.NamedOperation operation) throws NotCallableException {
        String url = baseUrl.isPresent() ? baseUrl.get() : ofDocument(operation).toString();
        int end = url.length();
        while (url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    private HttpUrl ofDocument(ApiOperation.NamedOperation operation) throws NotCallableException {
        HttpUrl address = address(first(operation.json())
                .or(() -> first(operation.item()))
                .or(() -> first(document))
                .orElse(MissingNode.getInstance()));
        if (from.isPresent()) {
            if (!address.hasOriginOf(from.get())) {
                throw new DocumentException("it names the server " + address.origin()
                        + ", which is not the document's own. Set " + key + "base-url if requests may be sent there");
            }
        } else if (!address.hasOriginOf(documentServer(address))) {
            throw new NotCallableException("its server is " + address.origin() + ", but the document's is "
                    + documentServer(address).origin() + ", and the configured headers are sent only to that one. Set "
                    + key
                    + "base-url if all requests may be sent to one address");
        }
        return address;
    }

    /** Returns the server of a resource or file, which has no address itself: the first one that it names. */
    private HttpUrl documentServer(HttpUrl address) {
        HttpUrl cached = documentServer;
        if (cached == null) {
            cached = first(document).map(this::address).orElse(address);
            documentServer = cached;
        }
        return cached;
    }

    private static Optional<JsonNode> first(JsonNode of) {
        return Optional.of(of.path("servers").path(0)).filter(JsonNode::isObject);
    }

    private HttpUrl address(JsonNode server) {
        try {
            URI address = new URI(fillIn(server.path("url").asText("/"), server.path("variables")));
            if (from.isPresent()) {
                address = from.get().uri().resolve(address);
            }
            if (!address.isAbsolute()) {
                throw new DocumentException("it does not name the host of its server. Set " + key + "base-url");
            }
            Optional<HttpUrl> url = HttpUrl.of(address)
                    .filter(named -> !named.hasUser())
                    .filter(named ->
                            named.uri().getRawQuery() == null && named.uri().getRawFragment() == null);
            if (url.isPresent()) {
                return url.get();
            }
        } catch (URISyntaxException _) {
            // Reported below.
        }
        throw new DocumentException("the URL of its server is not valid. Set " + key + "base-url");
    }

    private String fillIn(String url, JsonNode variables) {
        StringBuilder filled = new StringBuilder();
        Matcher names = VARIABLE.matcher(requireMaxLength(url));
        int end = 0;
        while (names.find()) {
            // Checked before each append, because a variable may be long and may occur many times.
            requireMaxLength(filled).append(url, end, names.start());
            filled.append(requireMaxLength(
                    variables.path(names.group(1)).path("default").asText(names.group())));
            end = names.end();
        }
        return requireMaxLength(filled.append(url, end, url.length())).toString();
    }

    /** Limits the work for a URL, because each operation may have its own. */
    private <T extends CharSequence> T requireMaxLength(T url) {
        if (url.length() > MAX_URL_LENGTH) {
            throw new DocumentException("the URL of its server has more than " + MAX_URL_LENGTH
                    + " characters, which is the limit. Set " + key + "base-url");
        }
        return url;
    }
}
