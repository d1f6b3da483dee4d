package io.agencyswarm.service.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stub of another pod, on a separate loopback address. */
final class StubPeer implements AutoCloseable {

    /** The behavior for a request. */
    interface Reply {

        void to(Socket connection) throws IOException, InterruptedException;
    }

    /** Answers 404. */
    static final Reply NO = answer("404 Not Found", "application/json", "{\"detail\":\"no such run at this peer\"}");

    /** Never answers. */
    static final Reply SILENCE = _ -> {};

    private static final long PATIENCE_SECONDS = 20;

    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
    private volatile Reply reply = NO;

    private StubPeer(ServerSocket server) {
        this.server = server;
    }

    static StubPeer start(String address) {
        try {
            StubPeer peer = new StubPeer(new ServerSocket(0, 200, InetAddress.ofLiteral(address)));
            Thread.startVirtualThread(peer::listen);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plain response. */
    static Reply answer(String status, String type, String body) {
        return raw("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    /** A response that is marked as that of the pod that has the run. */
    static Reply owner(String status, String body) {
        return answer(status + "\r\nX-Agency-Owner: 1", "application/json", body);
    }

    /** Sends these bytes and cuts the connection. */
    static Reply raw(String text) {
        return connection -> {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            connection.shutdownOutput();
        };
    }

    /** Returns the address in the format of the setting. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Sets the behavior for further requests, and removes the recorded ones. */
    void replies(Reply expected) {
        reply = expected;
        requests.clear();
        left.clear();
    }

    /** Returns all requests since then, unchanged. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Waits until the client has closed the connection. */
    void awaitLeft() throws InterruptedException {
        if (left.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new AssertionError("Nobody left " + address());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void listen() {
        while (true) {
            try {
                Socket connection = server.accept();
                Thread.startVirtualThread(() -> serve(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            requests.add(read(in));
            reply.to(connection);
            while (in.read() >= 0) {
                // Only the end of the connection matters.
            }
        } catch (IOException _) {
            // This is an end too.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        left.add("");
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no whole request");
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Addresses that drop packets after {@link #fill}: no connection is accepted, and the queue is full. */
    static final class BlackHole implements AutoCloseable {

        private static final int ATTEMPT_MILLIS = 200;
        private static final int MORE_THAN_THE_QUEUE = 8;

        private final ServerSocket server;
        private final List<Socket> queue = new CopyOnWriteArrayList<>();

        BlackHole(InetSocketAddress address) throws IOException {
            server = new ServerSocket(address.getPort(), 1, address.getAddress());
            fill();
        }

        private void fill() throws IOException {
            for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
                Socket waiting = new Socket();
                queue.add(waiting);
                try {
                    waiting.connect(server.getLocalSocketAddress(), ATTEMPT_MILLIS);
                } catch (java.net.SocketTimeoutException _) {
                    return;
                }
            }
            throw new IOException("the queue of a server that accepts nobody is never full");
        }

        @Override
        public void close() throws IOException {
            for (Socket waiting : queue) {
                waiting.close();
            }
            server.close();
        }
    }
}
