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
 * The clients of one server: one for each caller's token, and one without a token. That of a caller is closed when there
 * are too many, when they keep too long lists of tools, and when it was not used for {@link #LONGEST_IDLE}; but not while
 * it is in use. Safe for several threads.
 */
final class McpClientPool implements AutoCloseable {

    /** Long enough for a conversation; a session that expired with its token does not stay much longer. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

    static final int MOST = 1_000;
    static final long MOST_CHARS = 32L << 20;

    private final Function<String, McpClient> maker;
    private final LongSupplier nanos;
    private final int most;
    private final long mostChars;

    // Guarded by this.
    /** By the token, which is empty for none; the one used longest ago first. */
    private final Map<String, Use> uses = new LinkedHashMap<>(16, 0.75f, true);

    private long chars;
    private boolean closed;

    /** How a client is used. */
    private static final class Use {

        private final McpClient client;
        private int users;
        private long lastNanos;
        private long chars;

        private Use(McpClient client) {
            this.client = client;
        }
    }

    /** What is done with a client. */
    @FunctionalInterface
    interface ClientTask<T> {
        T with(McpClient client) throws ServerException, InterruptedException;
    }

    /**
     * No clients yet.
     *
     * @param maker makes the client of a token
     * @param most how many clients are kept
     * @param mostChars how many characters the {@link Tool}s that they keep may have in all, as models are told them
     */
    McpClientPool(Function<String, McpClient> maker, LongSupplier nanos, int most, long mostChars) {
        this.maker = maker;
        this.nanos = nanos;
        this.most = most;
        this.mostChars = mostChars;
    }

    /**
     * Does something with the client of a token.
     *
     * @param token empty for none
     * @throws ServerException also if these clients are closed
     */
    <T> T with(String token, ClientTask<T> work) throws ServerException, InterruptedException {
        Use use = begin(token);
        try {
            return work.with(use.client);
        } finally {
            end(use);
        }
    }

    /** Closes the clients of callers that were not used for {@link #LONGEST_IDLE}. */
    void closeIdle() {
        List<McpClient> idle = new ArrayList<>();
        synchronized (this) {
            long now = nanos.getAsLong();
            for (Iterator<Map.Entry<String, Use>> entries = uses.entrySet().iterator(); entries.hasNext(); ) {
                Map.Entry<String, Use> entry = entries.next();
                if (mayGo(entry) && now - entry.getValue().lastNanos >= LONGEST_IDLE.toNanos()) {
                    entries.remove();
                    chars -= entry.getValue().chars;
                    idle.add(entry.getValue().client);
                }
            }
        }
        idle.forEach(McpClient::close);
    }

    /** Closes all, also those in use. */
    @Override
    public void close() {
        List<McpClient> open;
        synchronized (this) {
            closed = true;
            open = uses.values().stream().map(use -> use.client).toList();
            uses.clear();
            chars = 0;
        }
        open.forEach(McpClient::close);
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
        while ((uses.size() > most || chars > mostChars) && entries.hasNext()) {
            Map.Entry<String, Use> entry = entries.next();
            if (mayGo(entry)) {
                entries.remove();
                chars -= entry.getValue().chars;
                excess.add(entry.getValue().client);
            }
        }
        return excess;
    }

    /** The client without a token stays: its server may be a process that takes long to start, or keeps a state. */
    private static boolean mayGo(Map.Entry<String, Use> entry) {
        return entry.getValue().users == 0 && !entry.getKey().isEmpty();
    }
}
