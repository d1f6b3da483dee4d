package io.agencyswarm.contract;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The web server with remote files. Its only file is {@code note.txt}. */
public final class RemoteFilesResource implements QuarkusTestResourceLifecycleManager {

    /** The configuration key under which a test finds the server's address. */
    static final String ADDRESS = "contract.remote-files";

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path files = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "remote-files-");
            Files.writeString(files.resolve("note.txt"), "A note from afar.\n");
            HttpServer started = SimpleFileServer.createFileServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    files,
                    SimpleFileServer.OutputLevel.NONE);
            started.start();
            server = started;
            return Map.of(ADDRESS, "http://127.0.0.1:" + started.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
