package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One caller's use of a server: the session, opened at the first use and again where it was lost, and the tools that were
 * listed in it. Runs share it; the first one connects and the others wait for it.
 */
final class McpClient implements AutoCloseable {

    private final McpServer server;
    private final @Nullable String token;
    private final ReentrantLock connecting = new ReentrantLock();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable Listed listed;
    private volatile @Nullable McpSession session;

    // Guarded by the lock.
    private @Nullable ServerException failure;
    private long pausedUntil;

    /** Tools, and the session that they were listed in. */
    private record Listed(McpSession in, List<Tool> tools) {}

    /**
     * A client that has not connected.
     *
     * @param token the token that the server is sent; null for none
     */
    McpClient(McpServer server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /** The tools as they are now; lists them where that has not been done, or where they have changed. */
    List<Tool> tools() throws ServerException, InterruptedException {
        Listed current = listed;
        if (current != null && current.in() == session && isCurrent(current)) {
            return current.tools();
        }
        lock();
        try {
            current = listed;
            if (current == null || current.in() != session || !isCurrent(current)) {
                refuseWhilePaused();
                current = list();
                listed = current;
            }
            return current.tools();
        } catch (ServerException e) {
            throw remember(e);
        } finally {
            connecting.unlock();
        }
    }

    /** Calls a tool, in a new session where the server does not know the one at hand any more. */
    ObjectNode call(String tool, ObjectNode arguments) throws ServerException, InterruptedException {
        calls.incrementAndGet();
        try {
            return call(session(), tool, arguments);
        } catch (SessionLostException e) {
            return call(session(), tool, arguments);
        } finally {
            calls.decrementAndGet();
        }
    }

    /** Whether calls go on. */
    boolean isInUse() {
        return calls.get() > 0;
    }

    @Override
    public void close() {
        McpSession open = session;
        if (open != null) {
            open.close();
        }
    }

    private static boolean isCurrent(Listed listed) {
        return listed.in().isOpen() && !listed.in().toolsChanged();
    }

    private ObjectNode call(McpSession in, String tool, ObjectNode arguments)
            throws ServerException, InterruptedException {
        Duration limit = server.config().timeout();
        try {
            return in.call(tool, arguments, Deadline.in(limit));
        } catch (ServerException e) {
            throw server.timed(e, limit, "timeout");
        }
    }

    private McpSession session() throws ServerException, InterruptedException {
        McpSession open = session;
        if (open != null && open.isOpen()) {
            return open;
        }
        lock();
        try {
            refuseWhilePaused();
            return connected();
        } catch (ServerException e) {
            throw remember(e);
        } finally {
            connecting.unlock();
        }
    }

    private void lock() throws ServerException, InterruptedException {
        Duration longest = server.config().connectTimeout().plus(server.config().timeout());
        if (!connecting.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            throw ServerException.late(null);
        }
    }

    private Listed list() throws ServerException, InterruptedException {
        McpSession open = connected();
        Duration limit = server.config().timeout();
        try {
            return new Listed(open, server.offered(open.tools(Deadline.in(limit))));
        } catch (SessionLostException e) {
            McpSession next = connected();
            return new Listed(next, server.offered(next.tools(Deadline.in(limit))));
        } catch (ServerException e) {
            throw server.timed(e, limit, "timeout");
        }
    }

    private McpSession connected() throws ServerException, InterruptedException {
        McpSession open = session;
        if (open != null && open.isOpen()) {
            return open;
        }
        if (open != null) {
            open.close();
        }
        Duration limit = server.config().connectTimeout();
        try {
            McpSession next = server.connect(token, Deadline.in(limit));
            session = next;
            failure = null;
            return next;
        } catch (ServerException e) {
            throw server.timed(e, limit, "connect-timeout");
        }
    }

    private void refuseWhilePaused() throws ServerException {
        if (failure != null && System.nanoTime() - pausedUntil < 0) {
            throw failure;
        }
    }

    /** Notes a failure, so that the next runs do not wait for the same one. */
    private ServerException remember(ServerException e) {
        if (!e.equals(failure)) {
            failure = e;
            pausedUntil = System.nanoTime() + server.config().reconnectPause().toNanos();
        }
        return e;
    }
}
