package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.ReconnectPause;
import io.agencyswarm.tool.remote.ServerException;
import io.agencyswarm.tool.remote.ToolListing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's connection to a server: the session, which is opened at the first use and again after it was lost, and
 * the tools that were listed in it. Concurrent runs share it; the first one connects and the others wait.
 */
final class McpClient implements AutoCloseable {

    private final SessionFactory sessions;
    private final Function<McpSession.DescribedTools, List<Tool>> offer;
    private final @Nullable String token;
    private final ReentrantLock connecting = new ReentrantLock();
    private final LongSupplier nanos;
    private volatile @Nullable ToolList toolList;
    private volatile @Nullable McpSession session;
    private volatile boolean closed;

    /** Guarded by the lock. */
    private final ReconnectPause<ServerException> pause;

    /** Tools, the session that they were listed in, and the time of the request. */
    private record ToolList(McpSession in, List<Tool> tools, int chars, long atNanos) {}

    /**
     * Creates a client that is not connected.
     *
     * @param offer creates the tools for agents from the server's descriptions
     * @param token the bearer token for the server; null for none
     * @param nanos a clock as {@link System#nanoTime}
     */
    McpClient(
            SessionFactory sessions,
            Function<McpSession.DescribedTools, List<Tool>> offer,
            @Nullable String token,
            LongSupplier nanos) {
        this.sessions = sessions;
        this.offer = offer;
        this.token = token;
        this.nanos = nanos;
        this.pause = new ReconnectPause<>(sessions.config().reconnectPause(), nanos);
    }

    /**
     * Returns the current tools. Lists them if they have not been listed, if they have changed, or if the list is older
     * than {@code list-max-age} and the server does not report changes.
     */
    List<Tool> tools() throws ServerException, InterruptedException {
        ToolList current = toolList;
        if (current != null && current.in() == session && isCurrent(current)) {
            return current.tools();
        }
        lock();
        try {
            current = toolList;
            if (current == null || current.in() != session || !isCurrent(current)) {
                refuseWhilePaused();
                current = list();
                toolList = current;
            }
            return current.tools();
        } catch (ServerException e) {
            throw remember(e);
        } finally {
            connecting.unlock();
        }
    }

    /** Calls a tool. Opens a new session and repeats the call if the server does not know the current session. */
    ObjectNode call(String tool, ObjectNode arguments) throws ServerException, InterruptedException {
        try {
            return call(session(), tool, arguments);
        } catch (SessionLostException _) {
            return call(session(), tool, arguments);
        }
    }

    /** The number of characters of the cached tools' descriptions and schemas. */
    int listedChars() {
        ToolList current = toolList;
        return current == null ? 0 : current.chars();
    }

    /** Ends the session, including one that is being opened. */
    @Override
    public void close() {
        closed = true;
        McpSession currentSession = session;
        if (currentSession != null) {
            currentSession.close();
        }
    }

    private boolean isCurrent(ToolList toolList) {
        return toolList.in().isOpen()
                && !toolList.in().toolsChanged()
                && (toolList.in().isNotifiedOfChanges() || !isOld(toolList));
    }

    private boolean isOld(ToolList toolList) {
        Duration maxAge = sessions.config().listMaxAge();
        return !maxAge.isZero() && nanos.getAsLong() - toolList.atNanos() >= maxAge.toNanos();
    }

    private ObjectNode call(McpSession in, String tool, ObjectNode arguments)
            throws ServerException, InterruptedException {
        Duration limit = sessions.config().timeout();
        try {
            return in.call(tool, arguments, Deadline.in(limit));
        } catch (ServerException e) {
            throw sessions.withLimit(e, limit, "timeout");
        }
    }

    private McpSession session() throws ServerException, InterruptedException {
        McpSession currentSession = session;
        if (currentSession != null && currentSession.isOpen()) {
            return currentSession;
        }
        lock();
        try {
            refuseWhilePaused();
            return connect();
        } catch (ServerException e) {
            throw remember(e);
        } finally {
            connecting.unlock();
        }
    }

    private void lock() throws ServerException, InterruptedException {
        Duration totalTimeout =
                sessions.config().connectTimeout().plus(sessions.config().timeout());
        if (!connecting.tryLock(totalTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw ServerException.timedOut(null);
        }
    }

    private ToolList list() throws ServerException, InterruptedException {
        McpSession currentSession = connect();
        Duration limit = sessions.config().timeout();
        try {
            return list(currentSession, limit);
        } catch (SessionLostException _) {
            return list(connect(), limit);
        } catch (ServerException e) {
            throw sessions.withLimit(e, limit, "timeout");
        }
    }

    private ToolList list(McpSession in, Duration limit) throws ServerException, InterruptedException {
        long now = nanos.getAsLong();
        List<Tool> tools = offer.apply(in.tools(Deadline.in(limit)));
        int chars = tools.stream().map(Tool::spec).mapToInt(ToolListing::chars).sum();
        return new ToolList(in, tools, chars, now);
    }

    private McpSession connect() throws ServerException, InterruptedException {
        McpSession currentSession = session;
        if (currentSession != null && currentSession.isOpen()) {
            return currentSession;
        }
        if (currentSession != null) {
            currentSession.retire();
        }
        Duration limit = sessions.config().connectTimeout();
        try {
            McpSession next = sessions.open(token, Deadline.in(limit));
            session = next;
            if (closed) {
                next.close();
                throw ServerException.failed("the session with it was closed");
            }
            pause.end();
            return next;
        } catch (ServerException e) {
            throw sessions.withLimit(e, limit, "connect-timeout");
        }
    }

    private void refuseWhilePaused() throws ServerException {
        Optional<ServerException> failure = pause.current();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Begins the pause, unless the failure is the one that has begun it. */
    private ServerException remember(ServerException e) {
        if (pause.current().isEmpty()) {
            pause.begin(e);
        }
        return e;
    }
}
