package io.agencyswarm.tool.mcp;

import io.agencyswarm.tool.remote.ServerException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tracks the processes of servers, so that none of them outlives this service. A process gets 2 seconds to exit after
 * its input was closed; then it is killed with its child processes. Thread-safe.
 */
final class Processes implements AutoCloseable {

    private static final int SECONDS_TO_END = 2;
    private static final int SECONDS_TO_DIE = 1;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Starts a process.
     *
     * @throws ServerException if the service is shutting down
     */
    Process start(ProcessBuilder builder) throws IOException, ServerException {
        refuseIfClosed();
        Process process = builder.start();
        running.add(process);
        try {
            // The service may have been closed meanwhile.
            refuseIfClosed();
            return process;
        } catch (ServerException e) {
            var _ = kill(process, process.descendants().toList());
            throw e;
        }
    }

    /**
     * Waits in the background for a process to exit, and kills it after 2 seconds. Its input must be closed. Returns
     * immediately.
     */
    void end(Process process) {
        var _ = ended(process);
    }

    /** Waits until all processes have ended, at most 3 seconds. Their inputs must be closed. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture.allOf(running.stream().map(this::ended).toArray(CompletableFuture[]::new))
                .join();
    }

    private void refuseIfClosed() throws ServerException {
        if (closed) {
            throw ServerException.failed("the service is shutting down");
        }
    }

    private CompletableFuture<?> ended(Process process) {
        // The child processes of a process that has ended can't be found.
        List<ProcessHandle> descendants = process.descendants().toList();
        return process.onExit()
                .orTimeout(SECONDS_TO_END, TimeUnit.SECONDS)
                .exceptionally(_ -> process)
                .thenCompose(_ -> kill(process, descendants))
                .completeOnTimeout(process, SECONDS_TO_END + SECONDS_TO_DIE, TimeUnit.SECONDS);
    }

    private CompletableFuture<Process> kill(Process process, List<ProcessHandle> descendants) {
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        running.remove(process);
        return process.onExit();
    }
}
