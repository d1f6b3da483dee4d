package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerException;

/**
 * Thrown if the server does not know the session. It has not executed the request, which may be repeated in a new
 * session.
 */
final class SessionLostException extends ServerException {

    private static final long serialVersionUID = 1L;

    SessionLostException(ServerException refusal) {
        super(FailureKind.FAILED, refusal.getMessage(), refusal);
    }
}
