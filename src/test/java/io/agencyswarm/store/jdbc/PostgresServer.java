package io.agencyswarm.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL for tests: a separate process on a port of the loopback interface, with only the user {@code postgres}.
 * It can be stopped and restarted. PostgreSQL refuses to run as root, so a test that runs as root starts it as the user
 * nobody.
 */
public final class PostgresServer implements AutoCloseable {

    /** The password of the user {@code postgres}. */
    public static final String PASSWORD = "s3cret-of-postgres";

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Pattern LOGGED = Pattern.compile(" \\[(?<process>\\d+)] [A-Z]+: ");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static PostgresServer shared;

    private final Path home;
    private final int port;

    private PostgresServer(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Returns the shared server, which ends with this process. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** Starts a new server. The test is skipped if PostgreSQL can't run. */
    public static PostgresServer start() {
        boolean linux = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(linux, "the archive of PostgreSQL is for Linux on x86-64");
        try {
            Path home = Files.createTempDirectory("agency-swarm-postgres");
            unpack(home);
            PostgresServer server = new PostgresServer(home, freePort());
            server.initialize();
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** Returns the address of a database. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Returns the address of a database for a client whose statements {@link #transactions} returns. */
    public String loggedUrl(String database) {
        return url(database) + "?options=-c%20log_statement=all";
    }

    /** Returns the transactions that were committed on {@link #loggedUrl}, with their statements and parameters. */
    public List<String> transactions() throws IOException {
        Map<String, StringBuilder> open = new HashMap<>();
        List<String> committed = new ArrayList<>();
        String process = "";
        for (String line : Files.readAllLines(home.resolve("log"))) {
            Matcher start = LOGGED.matcher(line);
            if (start.find()) {
                process = start.group("process");
            }
            if (line.endsWith(": BEGIN")) {
                open.put(process, new StringBuilder());
            } else if (line.endsWith(": COMMIT") && open.containsKey(process)) {
                committed.add(open.remove(process).toString());
            } else if (open.containsKey(process)) {
                open.get(process).append(line).append('\n');
            }
        }
        return committed;
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Creates an empty database. */
    public String newDatabase(String name) {
        execute("postgres", "CREATE DATABASE " + name);
        return url(name);
    }

    /** Runs a statement in a database. */
    public void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server if it is stopped, and waits until it accepts connections. */
    public void startAgain() {
        run(
                home,
                "bin/pg_ctl",
                "-D",
                "data",
                "-l",
                "log",
                "-w",
                "-t",
                "60",
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
                        + " -c max_connections=200 -c log_statement=none",
                "start");
    }

    /** Stops the server and its connections immediately; committed data is kept. */
    public void stop() {
        run(home, "bin/pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop");
    }

    @Override
    public void close() {
        stop();
        delete(home);
    }

    private void initialize() throws IOException {
        Files.writeString(home.resolve("password"), PASSWORD);
        giveAway();
        run(
                home,
                "bin/initdb",
                "-D",
                "data",
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile=password",
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync");
    }

    /** Gives the directory to the server's user. */
    private void giveAway() throws IOException {
        if (ROOT) {
            execute(home, List.of("chown", "-R", "65534:65534", "."));
        }
    }

    private static void run(Path home, String... command) {
        List<String> whole = new ArrayList<>();
        if (ROOT) {
            whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        try {
            execute(home, whole);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Path home, List<String> command) throws IOException {
        Path output = home.resolveSibling(home.getFileName() + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        try {
            Process started = builder.start();
            if (!started.waitFor(90, TimeUnit.SECONDS) || started.exitValue() != 0) {
                throw new IOException(command + ": " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void unpack(Path home) throws IOException {
        try (InputStream archive = PostgresServer.class.getResourceAsStream(ARCHIVE);
                TarArchiveInputStream files =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                unpack(home.resolve(entry.getName()).normalize(), entry, files);
            }
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void unpack(Path target, TarArchiveEntry entry, InputStream content) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0) {
                Set<PosixFilePermission> rights = new HashSet<>(Files.getPosixFilePermissions(target));
                rights.addAll(PosixFilePermissions.fromString("--x--x--x"));
                Files.setPosixFilePermissions(target, rights);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path home) {
        try {
            execute(home.getParent(), List.of("rm", "-rf", home.toString(), home + ".out"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
