package io.agencyswarm.tool.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.Deadline;
import io.agencyswarm.text.Secrets;
import io.agencyswarm.tool.remote.ServerException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The transport to a process that reads and writes one message per line. Its standard error is logged at level DEBUG.
 * Reading and writing use separate platform threads, because neither can be interrupted and the process may hang.
 */
final class StdioTransport implements Transport {

    private static final Logger LOG = Logger.getLogger(StdioTransport.class);
    private static final int CHUNK = 65_536;
    private static final int WAITING_MESSAGES = 256;
    private static final int MAX_LOGGED_LINE = 16_384;

    /** The environment variables that programs need. The process gets no others of this service. */
    private static final Set<String> ENVIRONMENT = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "TERM",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "PATHEXT",
            "COMSPEC");

    private final String name;
    private final int maxBytes;
    private final Collection<String> secrets;
    private final Receiver receiver;
    private final Processes processes;
    private final Process process;
    private final PendingResponses pending = new PendingResponses();
    private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(WAITING_MESSAGES);
    private final Thread writer;
    private volatile boolean open = true;

    private StdioTransport(
            String name, McpConfig.Server config, Receiver receiver, Processes processes, Process process) {
        this.name = name;
        this.maxBytes = config.maxBytes();
        // A secret of several lines, such as a private key, is also logged line by line.
        this.secrets = config.env().values().stream()
                .flatMap(secret -> Stream.concat(Stream.of(secret), secret.lines()))
                .distinct()
                .toList();
        this.receiver = receiver;
        this.processes = processes;
        this.process = process;
        this.writer = thread("writer", this::write);
    }

    /** Starts the process. */
    static StdioTransport start(String name, McpConfig.Server config, Receiver receiver, Processes processes)
            throws ServerException {
        List<String> command = new ArrayList<>();
        command.add(config.command().orElseThrow());
        command.addAll(config.args().orElse(List.of()));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(variable -> !ENVIRONMENT.contains(variable.toUpperCase(Locale.ROOT)));
        environment.putAll(config.env());
        config.directory().map(File::new).ifPresent(builder::directory);
        try {
            StdioTransport transport = new StdioTransport(name, config, receiver, processes, processes.start(builder));
            transport.writer.start();
            transport.thread("reader", transport::read).start();
            transport.thread("errors", transport::log).start();
            return transport;
        } catch (IOException e) {
            throw new ServerException(
                    ServerException.FailureKind.FAILED,
                    "its program \"" + command.getFirst() + "\" could not be started",
                    e);
        }
    }

    @Override
    public ObjectNode exchange(long id, ObjectNode request, Deadline deadline)
            throws ServerException, InterruptedException {
        return pending.exchange(id, () -> send(request, deadline), deadline);
    }

    @Override
    public void send(ObjectNode message, Deadline deadline) throws ServerException, InterruptedException {
        if (!outgoing.offer(Json.bytes(message), deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw ServerException.failed("it does not read its standard input");
        }
        pending.throwFailure();
    }

    @Override
    public void onStarted(String protocolVersion) {
        // Only HTTP transports send the version.
    }

    @Override
    public String redact(String text) {
        return Secrets.remove(secrets, text);
    }

    @Override
    public boolean isOpen() {
        return open && process.isAlive();
    }

    /**
     * Always true, because the program does not change while it runs. Listing its tools again would wait for a call in
     * progress.
     */
    @Override
    public boolean reportsChanges(boolean announced) {
        return true;
    }

    @Override
    public void close() {
        end("the session with it was closed");
    }

    private void end(String why) {
        open = false;
        pending.fail(ServerException.failed(why));
        // Senders that wait for room go on, and find that the session has ended.
        outgoing.clear();
        writer.interrupt();
        // The protocol requires a server to exit at the end of its input, which the writer closes.
        processes.end(process);
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                int begin = 0;
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == '\n') {
                        append(line, chunk, begin, i);
                        receive(line.toByteArray());
                        line.reset();
                        begin = i + 1;
                    }
                }
                append(line, chunk, begin, read);
            }
            end("its process ended");
        } catch (ServerException e) {
            end(e.getMessage());
        } catch (IOException _) {
            end("its process ended");
        }
    }

    private void append(ByteArrayOutputStream line, byte[] chunk, int begin, int end) throws ServerException {
        if ((long) line.size() + end - begin > maxBytes) {
            throw ServerException.tooLarge(maxBytes);
        }
        line.write(chunk, begin, end - begin);
    }

    private void receive(byte[] line) throws ServerException {
        List<ObjectNode> messages;
        try {
            messages = JsonRpcMessages.read(line, maxBytes);
        } catch (JsonProcessingException _) {
            // Programs may write other text to their standard output.
            LOG.debugf("MCP server \"%s\" wrote a line that is not a message (%d bytes).", name, line.length);
            return;
        }
        pending.dispatch(messages, receiver);
    }

    private void write() {
        try (OutputStream out = process.getOutputStream()) {
            while (open) {
                out.write(outgoing.take());
                out.write('\n');
                out.flush();
            }
        } catch (IOException _) {
            LOG.debugf("MCP server \"%s\" closed its standard input.", name);
        } catch (InterruptedException _) {
            // The session has ended, and with it this thread.
            Thread.currentThread().interrupt();
        }
    }

    /** Logs whole lines, because neither a secret nor a character is recognized in pieces. */
    private void log() {
        try (InputStream errors = new BufferedInputStream(process.getErrorStream())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = errors.read(); next >= 0; next = errors.read()) {
                if (next == '\n') {
                    log(line);
                    line.reset();
                } else if (line.size() <= MAX_LOGGED_LINE) {
                    line.write(next);
                }
            }
            log(line);
        } catch (IOException _) {
            LOG.debugf("MCP server \"%s\" closed its standard error.", name);
        }
    }

    private void log(ByteArrayOutputStream line) {
        // Redacting each line takes time.
        if (!LOG.isDebugEnabled()) {
            return;
        }
        if (line.size() > MAX_LOGGED_LINE) {
            LOG.debugf(
                    "MCP server \"%s\" wrote a line of more than %d bytes to its standard error.",
                    name, MAX_LOGGED_LINE);
        } else if (line.size() > 0) {
            LOG.debugf("MCP server \"%s\": %s", name, redact(line.toString(StandardCharsets.UTF_8)));
        }
    }

    private Thread thread(String does, Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name("agency-swarm-mcp-" + name + "-" + does)
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
    }
}
