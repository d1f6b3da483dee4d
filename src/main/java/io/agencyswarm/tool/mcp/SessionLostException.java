package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerException;

/** The server does not know the session, so it has not carried the request out. It may be sent in a new session. */
final class SessionLostException extends ServerException {

    private static final long serialVersionUID = 1L;

    SessionLostException(ServerException refusal) {
        super(FailureKind.FAILED, refusal.getMessage(), refusal);
    }
}
