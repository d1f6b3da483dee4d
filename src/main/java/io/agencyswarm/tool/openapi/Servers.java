package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.agencyswarm.tool.remote.HttpConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the paths of a document begin: at the configured base URL, or else at the server that the operation, its path or
 * the document names first. For one thread.
 */
final class Servers {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final int LONGEST_URL = 2_000;

    private final JsonNode document;
    private final Optional<String> baseUrl;
    private final Optional<URI> from;
    private final String key;
    private @Nullable URI own;

    /**
     * The servers of a document.
     *
     * @param from the document's URL; empty for a resource or file
     * @param key what the names of the API's settings begin with
     */
    Servers(ApiDocument document, OpenApiConfig.ApiConfig config, Optional<URI> from, String key) {
        this.document = document.json();
        this.baseUrl = config.baseUrl();
        this.from = from;
        this.key = key;
    }

    /**
     * The address that an operation's path is put behind, without a slash at its end.
     *
     * @throws NotCallableException if the document is a resource or file, and the operation has another server than it
     * @throws DocumentException if the document names no server that requests may go to
     */
    String of(ApiOperation.NamedOperation operation) throws NotCallableException {
        String url = baseUrl.isPresent() ? baseUrl.get() : described(operation).toString();
        int end = url.length();
        while (url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    /** Whether two addresses have the same scheme, host and port. */
    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && HttpConnection.port(one) == HttpConnection.port(other);
    }

    private URI described(ApiOperation.NamedOperation operation) throws NotCallableException {
        URI address = address(first(operation.json())
                .or(() -> first(operation.item()))
                .or(() -> first(document))
                .orElse(MissingNode.getInstance()));
        if (from.isPresent()) {
            if (!sameOrigin(address, from.get())) {
                throw new DocumentException("it names the server " + origin(address) + ", which is not its own. Set "
                        + key + "base-url if requests may go there");
            }
        } else if (!sameOrigin(address, own(address))) {
            throw new NotCallableException("its server is " + origin(address) + ", but the document's is "
                    + origin(own(address)) + ", and the configured headers go there alone. Set " + key
                    + "base-url if all requests may go to one address");
        }
        return address;
    }

    /** The server of a resource or file, which has no address of its own: the first one that it names. */
    private URI own(URI address) {
        URI known = own;
        if (known == null) {
            known = first(document).map(this::address).orElse(address);
            own = known;
        }
        return known;
    }

    private static Optional<JsonNode> first(JsonNode of) {
        return Optional.of(of.path("servers").path(0)).filter(JsonNode::isObject);
    }

    private URI address(JsonNode server) {
        try {
            URI address = new URI(filledIn(server.path("url").asText("/"), server.path("variables")));
            if (from.isPresent()) {
                address = from.get().resolve(address);
            }
            if (!address.isAbsolute()) {
                throw new DocumentException("it does not say at which host its server is. Set " + key + "base-url");
            }
            boolean http = address.getScheme().equalsIgnoreCase("http")
                    || address.getScheme().equalsIgnoreCase("https");
            if (http
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw new DocumentException("the URL of its server is not valid. Set " + key + "base-url");
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private String filledIn(String url, JsonNode variables) {
        StringBuilder filled = new StringBuilder();
        Matcher names = VARIABLE.matcher(bounded(url));
        int end = 0;
        while (names.find()) {
            // Each value is added to a text within the bound, because a value may be long and be asked for many times.
            bounded(filled).append(url, end, names.start());
            filled.append(bounded(variables.path(names.group(1)).path("default").asText(names.group())));
            end = names.end();
        }
        return bounded(filled.append(url, end, url.length())).toString();
    }

    /** Each operation may name a server, so the work for one has to be small. */
    private <T extends CharSequence> T bounded(T url) {
        if (url.length() > LONGEST_URL) {
            throw new DocumentException("the URL of its server has more than " + LONGEST_URL
                    + " characters, which is the limit. Set " + key + "base-url");
        }
        return url;
    }
}
