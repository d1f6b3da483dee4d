package io.agencyswarm.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that answers one request with the bytes that a test sets, and detects when its client disconnects. */
final class RawTestServer implements AutoCloseable {

    /** Writes the response after the request has arrived. */
    interface Script {
        void run(RawTestServer server, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final Thread thread;

    RawTestServer(Script script) throws IOException {
        thread = Thread.ofVirtual().start(() -> serve(script));
    }

    /** Answers with a text, then closes the connection. */
    static RawTestServer text(String text) throws IOException {
        return new RawTestServer((_, out) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String url(String path) {
        return "http://127.0.0.1:" + listening.getLocalPort() + path;
    }

    /** Waits for the client's request. */
    void awaitRequest() throws InterruptedException {
        asked.await();
    }

    /** Waits until the client closes its connection, at most for this number of milliseconds. */
    boolean clientGoesWithin(long millis) throws InterruptedException {
        return gone.await(millis, TimeUnit.MILLISECONDS);
    }

    private void serve(Script script) {
        try (Socket client = listening.accept()) {
            InputStream in = client.getInputStream();
            readHead(in);
            Thread.ofVirtual().start(() -> watch(in));
            asked.countDown();
            script.run(this, client.getOutputStream());
        } catch (IOException | InterruptedException _) {
            gone.countDown();
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client left in its head");
            }
            if (next != '\r') {
                newlines = next == '\n' ? newlines + 1 : 0;
            }
        }
    }

    private void watch(InputStream in) {
        try {
            while (in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException _) {
            // A reset is a disconnect too.
        }
        gone.countDown();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        thread.interrupt();
    }
}
