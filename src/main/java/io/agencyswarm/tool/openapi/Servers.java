package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.tool.remote.HttpConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the paths of a document begin: at the configured base URL, or else at the server that the operation, its path or
 * the document names first.
 *
 * @param from the document's URL; empty for a resource or file
 * @param key what the names of the API's settings begin with
 */
record Servers(ApiDocument document, OpenApiConfig.Api config, Optional<URI> from, String key) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

    /**
     * The address that an operation's path is put behind, without a slash at its end.
     *
     * @throws DocumentException if the document names no server that requests may go to
     */
    String of(Operation.Named operation) {
        return config.baseUrl()
                .or(() -> Optional.of(described(operation).toString()))
                .map(url -> url.replaceAll("/+$", ""))
                .orElseThrow();
    }

    /** Whether two addresses have the same scheme, host and port. */
    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && HttpConnection.port(one) == HttpConnection.port(other);
    }

    private URI described(Operation.Named operation) {
        JsonNode server = first(operation.json())
                .or(() -> first(operation.item()))
                .or(() -> first(document.json()))
                .orElse(document.json().path("servers").path(0));
        String url = filledIn(server.path("url").asText("/"), server.path("variables"));
        URI address = address(url);
        if (from.isPresent() && !sameOrigin(address, from.get())) {
            throw new DocumentException("it names the server " + address.getScheme() + "://" + address.getRawAuthority()
                    + ", which is not its own. Set " + key + "base-url if requests may go there");
        }
        return address;
    }

    private static Optional<JsonNode> first(JsonNode of) {
        return Optional.of(of.path("servers").path(0)).filter(JsonNode::isObject);
    }

    private URI address(String url) {
        try {
            URI address = new URI(url);
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
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new DocumentException("the URL of its server is not valid. Set " + key + "base-url");
    }

    private static String filledIn(String url, JsonNode variables) {
        return VARIABLE.matcher(url)
                .replaceAll(found -> Matcher.quoteReplacement(
                        variables.path(found.group(1)).path("default").asText(found.group())));
    }
}
