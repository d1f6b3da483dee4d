package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.remote.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The clients of one server: one for each caller's token, and one without a token. A caller's client that is not in use
 * is closed when there are too many clients, when their lists of tools are too long in total, and when it was idle for
 * {@link #MAX_IDLE}. Thread-safe.
 */
final class McpClientPool implements AutoCloseable {

    /** Long enough for a conversation, and short enough to close sessions soon after their tokens expire. */
    static final Duration MAX_IDLE = Duration.ofMinutes(10);

    static final int MAX_CLIENTS = 1_000;
    static final long MAX_CHARS = 32L << 20;

    private final Function<String, McpClient> maker;
    private final LongSupplier nanos;
    private final int max;
    private final long maxChars;

    // Guarded by this.
    /** By token, which is empty for none; the least recently used first. */
    private final Map<String, Use> uses = new LinkedHashMap<>(16, 0.75f, true);

    private long chars;
    private boolean closed;

    /** A client and its users. */
    private static final class Use {

        private final McpClient client;
        private int users;
        private long lastNanos;
        private long chars;

        private Use(McpClient client) {
            this.client = client;
        }
    }

    /** A task that uses a client. */
    @FunctionalInterface
    interface ClientTask<T> {
        T with(McpClient client) throws ServerException, InterruptedException;
    }

    /**
     * Creates an empty pool.
     *
     * @param maker creates the client of a token
     * @param max maximum number of clients
     * @param maxChars maximum number of characters of the {@link Tool}s that all clients cache
     */
    McpClientPool(Function<String, McpClient> maker, LongSupplier nanos, int max, long maxChars) {
        this.maker = maker;
        this.nanos = nanos;
        this.max = max;
        this.maxChars = maxChars;
    }

    /**
     * Runs a task with the client of a token.
     *
     * @param token empty for none
     * @throws ServerException if the task fails, or the pool is closed
     */
    <T> T with(String token, ClientTask<T> work) throws ServerException, InterruptedException {
        Use use = begin(token);
        try {
            return work.with(use.client);
        } finally {
            end(use);
        }
    }

    /** Closes the callers' clients that were idle for {@link #MAX_IDLE}. */
    void closeIdle() {
        List<McpClient> idle = new ArrayList<>();
        synchronized (this) {
            long now = nanos.getAsLong();
            for (Iterator<Map.Entry<String, Use>> entries = uses.entrySet().iterator(); entries.hasNext(); ) {
                Map.Entry<String, Use> entry = entries.next();
                if (isEvictable(entry) && now - entry.getValue().lastNanos >= MAX_IDLE.toNanos()) {
                    entries.remove();
                    chars -= entry.getValue().chars;
                    idle.add(entry.getValue().client);
                }
            }
        }
        idle.forEach(McpClient::close);
    }

    /** Closes all clients, including those in use. */
    @Override
    public void close() {
        List<McpClient> openClients;
        synchronized (this) {
            closed = true;
            openClients = uses.values().stream().map(use -> use.client).toList();
            uses.clear();
            chars = 0;
        }
        openClients.forEach(McpClient::close);
    }

    private synchronized Use begin(String token) throws ServerException {
        if (closed) {
            throw ServerException.failed("the service is shutting down");
        }
        Use use = uses.computeIfAbsent(token, unknown -> new Use(maker.apply(unknown)));
        use.users++;
        return use;
    }

    private void end(Use use) {
        List<McpClient> excess;
        synchronized (this) {
            use.users--;
            use.lastNanos = nanos.getAsLong();
            if (closed) {
                return;
            }
            chars += use.client.listedChars() - use.chars;
            use.chars = use.client.listedChars();
            excess = removeExcess();
        }
        excess.forEach(McpClient::close);
    }

    private List<McpClient> removeExcess() {
        List<McpClient> excess = new ArrayList<>();
        Iterator<Map.Entry<String, Use>> entries = uses.entrySet().iterator();
        while ((uses.size() > max || chars > maxChars) && entries.hasNext()) {
            Map.Entry<String, Use> entry = entries.next();
            if (isEvictable(entry)) {
                entries.remove();
                chars -= entry.getValue().chars;
                excess.add(entry.getValue().client);
            }
        }
        return excess;
    }

    /** The client without a token is never closed: its server may be a process that starts slowly or has state. */
    private static boolean isEvictable(Map.Entry<String, Use> entry) {
        return entry.getValue().users == 0 && !entry.getKey().isEmpty();
    }
}
