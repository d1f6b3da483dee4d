package io.agencyswarm.service;

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

/** Another pod, as far as it can be seen over its connections, on a loopback address of its own. */
final class StubPeer implements AutoCloseable {

    /** What it does with a request. */
    interface Reply {

        void to(Socket connection) throws IOException, InterruptedException;
    }

    /** Does not have it. */
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

    /** An answer, as plain as they come. */
    static Reply answer(String status, String type, String body) {
        return raw("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    /** Whatever is to come over the line; then the line is cut. */
    static Reply raw(String text) {
        return connection -> {
            connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            connection.shutdownOutput();
        };
    }

    /** The address as peers are configured. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** From now on requests are answered like this; those from before are forgotten. */
    void replies(Reply expected) {
        reply = expected;
        requests.clear();
        left.clear();
    }

    /** All requests since, each as it came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Waits until whoever asked has closed the connection. */
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
                // Nothing more is said; what counts is the end.
            }
        } catch (IOException _) {
            // An end, too.
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

    /** Addresses behind which packets get lost, once {@link #fill}ed: nobody accepts, and the queue is full. */
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
