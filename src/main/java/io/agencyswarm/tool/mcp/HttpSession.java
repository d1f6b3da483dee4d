package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerException;
import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The session of streamable HTTP: its id and version, which each request carries, and whether it is open. */
final class HttpSession {

    private static final String ID_HEADER = "Mcp-Session-Id";
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,1024}");
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private volatile @Nullable String id;
    private volatile @Nullable String version;
    private volatile boolean open = true;

    /** Returns the headers of the next request. */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        String currentId = id;
        String currentVersion = version;
        if (currentId != null) {
            headers.put(ID_HEADER, currentId);
        }
        if (currentVersion != null) {
            headers.put("MCP-Protocol-Version", currentVersion);
        }
        return headers;
    }

    /** Takes the id from the first response that has one. */
    void takeId(HttpClientResponse head) throws ServerException {
        String sentId = head.getHeader(ID_HEADER);
        if (sentId != null && id == null) {
            if (!ID.matcher(sentId).matches()) {
                throw ServerException.failed("its session id is not valid");
            }
            id = sentId;
        }
    }

    void setVersion(String protocolVersion) {
        version = protocolVersion;
    }

    /** Returns whether the server has given the session an id, so that it must be told its end. */
    boolean hasId() {
        return id != null;
    }

    /**
     * Returns whether a response means that the server does not know the session. The protocol's status for an expired
     * session is 404; some servers send 400.
     */
    boolean isUnknownBy(HttpClientResponse head) {
        return id != null && (head.statusCode() == NOT_FOUND || head.statusCode() == BAD_REQUEST);
    }

    boolean isOpen() {
        return open;
    }

    /** Ends the session: no new request may use it. */
    void end() {
        open = false;
    }
}
