package io.agencyswarm.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A connection on which a test can write anything. */
public final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    /** Reads the response until the connection is closed or the body is complete. */
    public record Reply(int status, String head, String body) {

        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    public static RawHttp to(URI server) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawHttp(socket);
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads one response, whose body must have a length. */
    public Reply reply() throws IOException {
        String head = head();
        int length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        byte[] body = socket.getInputStream().readNBytes(length);
        return new Reply(Integer.parseInt(head.substring(9, 12)), head, new String(body, StandardCharsets.UTF_8));
    }

    /** Waits until the server has closed the connection. */
    public void awaitClosed() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Sent before the connection was closed.
        }
    }

    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] end = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        while (true) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("The connection was closed after: " + head.toString(StandardCharsets.UTF_8));
            }
            head.write(next);
            byte[] all = head.toByteArray();
            if (all.length >= end.length
                    && Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length)) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
