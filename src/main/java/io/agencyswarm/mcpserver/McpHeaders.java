package io.agencyswarm.mcpserver;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of a request. They repeat fields of the body, so that proxies need not parse it. */
final class McpHeaders {

    /** The session id that the server returned in the response to {@code initialize}. */
    static final String SESSION = "Mcp-Session-Id";

    private static final String VERSION = "MCP-Protocol-Version";
    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";

    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    /** The form of a value that is not plain ASCII. */
    private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=");

    private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final MultiMap headers;

    McpHeaders(MultiMap headers) {
        this.headers = headers;
    }

    /** Returns the session id that the client sent; empty if there is none or it is not valid. */
    Optional<String> session() {
        return Optional.ofNullable(headers.get(SESSION))
                .filter(id -> SESSION_ID.matcher(id).matches());
    }

    /**
     * Returns the protocol revision of a message.
     *
     * @throws McpError if the server does not support it, or headers and body differ
     */
    Revision revision(McpMessage message) {
        @Nullable String header = headers.get(VERSION);
        @Nullable String body = message.meta(META_VERSION).textValue();
        if (header == null && body == null) {
            return Revision.V2025_03_26;
        }
        if (body != null && !body.equals(header)) {
            throw McpError.wrongHeader(VERSION, header, body);
        }
        String named = body == null ? String.valueOf(header) : body;
        Revision revision = Revision.of(named).orElseThrow(() -> McpError.unsupportedVersion(named));
        if (revision.isStateless() && message.id() != null) {
            checkStateless(message);
        }
        return revision;
    }

    private void checkStateless(McpMessage message) {
        if (!message.meta(META_VERSION).isTextual()) {
            throw McpError.missingField(META_VERSION);
        }
        if (!message.meta(META_CAPABILITIES).isObject()) {
            throw McpError.missingField(META_CAPABILITIES);
        }
        check(METHOD, message.method());
        if (message.method().equals("tools/call")) {
            check(NAME, message.params().path("name").asText());
        }
    }

    private void check(String name, String body) {
        @Nullable String header = headers.get(name);
        if (header == null || !decoded(header).equals(Optional.of(body))) {
            throw McpError.wrongHeader(name, header, body);
        }
    }

    private static Optional<String> decoded(String header) {
        var encoded = ENCODED.matcher(header);
        if (!encoded.matches()) {
            return Optional.of(header);
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(encoded.group(1)), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
