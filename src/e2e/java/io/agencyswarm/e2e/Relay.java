package io.agencyswarm.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A relay to a server that can be cut. Thread-safe. */
public final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final URI server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    private Relay(ServerSocket door, URI server) {
        this.door = door;
        this.server = server;
    }

    public static Relay to(URI server) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getByName("localhost")), server);
            Thread.ofVirtual().start(relay::welcome);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI home() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    /** Cuts all connections, and all new ones until {@link #mend}. */
    public void cut() {
        broken = true;
        open.forEach(Relay::end);
    }

    public void mend() {
        broken = false;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void welcome() {
        try {
            while (true) {
                Socket client = door.accept();
                if (broken) {
                    end(client);
                    continue;
                }
                Socket behind = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(behind);
                Thread.ofVirtual().start(() -> pump(client, behind));
                Thread.ofVirtual().start(() -> pump(behind, client));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side has closed its connection, so the other one is closed too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed already.
        }
    }
}
