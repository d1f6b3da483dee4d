package io.agencyswarm.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A small HTTP client over a plain socket, for what other clients hide: each byte of a stream, a reader that stops
 * reading, and one that disconnects in the middle. It reads at most 8 KiB more than requested. Not thread-safe, except
 * for {@link #close()}.
 */
public final class SseClient implements AutoCloseable {

    private static final int DEFAULT_TIMEOUT_SECONDS = 20;

    private final Socket socket;
    private final int status;
    private final Map<String, String> headers;
    private final HttpBody body;
    private final Duration timeout;

    /** The bytes after the last frame that were read. */
    private byte[] buffer = new byte[HttpBody.MOST];

    private int length;

    private SseClient(Socket socket, int status, Map<String, String> headers, HttpBody body, Duration timeout) {
        this.socket = socket;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.timeout = timeout;
    }

    /** A request to an address such as {@code http://localhost:8081/agency/get_response_stream}. */
    public static Request to(URI address) {
        return new Request(address);
    }

    /** The request to send, and the options for reading the response. */
    public static final class Request {

        private final URI address;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Duration timeout = Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS);
        private String target;
        private int receiveBuffer;

        private Request(URI address) {
            this.address = address;
            this.target = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        }

        /** Sets the target of the request line unchanged, if a URI can't hold it. */
        public Request target(String raw) {
            target = raw;
            return this;
        }

        /** Adds a header, or replaces the value of a default header. */
        public Request header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /**
         * Sets the timeout of each read and of each frame, 20 seconds by default. Then a read throws a {@code SocketTimeoutException}.
         */
        public Request timeout(Duration longest) {
            timeout = longest;
            return this;
        }

        /** Sets the size of the system's receive buffer; the system may round it up. */
        public Request receiveBuffer(int bytes) {
            receiveBuffer = bytes;
            return this;
        }

        /**
         * Sends {@code json} and waits for the head of the response.
         *
         * @throws IOException if there is no response: the connection was refused or broken, or the timeout passed
         */
        public SseClient post(String json) throws IOException {
            return send("POST", json);
        }

        /**
         * Sends a request without a body and waits for the head of the response.
         *
         * @throws IOException as {@link #post}
         */
        public SseClient get() throws IOException {
            return send("GET", "");
        }

        private SseClient send(String method, String json) throws IOException {
            Socket socket = new Socket();
            try {
                if (receiveBuffer > 0) {
                    // Before connecting, because the system announces its buffer when it connects.
                    socket.setReceiveBufferSize(receiveBuffer);
                }
                int millis = Math.toIntExact(timeout.toMillis());
                socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), millis);
                socket.setSoTimeout(millis);
                socket.getOutputStream().write(head(method, json.getBytes(StandardCharsets.UTF_8)));
                return answer(socket, timeout);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }

        private byte[] head(String method, byte[] json) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("Host", address.getAuthority());
            if (json.length > 0) {
                all.put("Content-Type", "application/json");
                all.put("Content-Length", String.valueOf(json.length));
            }
            all.putAll(headers);
            StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
            all.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append("\r\n"));
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            request.writeBytes(json);
            return request.toByteArray();
        }
    }

    /** Returns the status of the response. */
    public int status() {
        return status;
    }

    /** Returns the header of that name, in any case; the last one if there are several. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Reads the available bytes, at least one, without the framing of chunks.
     *
     * @return no bytes at the end of the body
     * @throws EOFException if the connection ended before the body did
     */
    public byte[] read() throws IOException {
        if (length > 0) {
            return take(length);
        }
        return body.read();
    }

    /** Reads the rest of the body as text. */
    public String readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] some = read(); some.length > 0; some = read()) {
            all.writeBytes(some);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /**
     * Reads one frame unchanged, as {@link #readBlock()}, and skips the comments before it: a service that is silent
     * for some time, for example on a busy machine, sends them anywhere.
     *
     * @throws SocketTimeoutException if there is nothing else within the timeout
     */
    public Optional<String> readFrame() throws IOException {
        long start = System.nanoTime();
        Optional<String> block = readBlock();
        while (block.isPresent() && isComment(block.get())) {
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new SocketTimeoutException("Nothing but comments.");
            }
            block = readBlock();
        }
        return block;
    }

    private static boolean isComment(String block) {
        return block.lines().allMatch(line -> line.isEmpty() || line.startsWith(":"));
    }

    /**
     * Reads one frame or comment unchanged, with the empty line that ends it. Only LF ends a line, because the contract
     * has no other line end.
     *
     * @return empty at the end of the body
     * @throws EOFException if the body ends in the middle of a frame, or the connection before the body did
     */
    public Optional<String> readBlock() throws IOException {
        int seen = 0;
        while (true) {
            for (int i = seen; i + 1 < length; i++) {
                if (buffer[i] == '\n' && buffer[i + 1] == '\n') {
                    return Optional.of(new String(take(i + 2), StandardCharsets.UTF_8));
                }
            }
            seen = Math.max(0, length - 1);
            byte[] more = body.read();
            if (more.length == 0 && length > 0) {
                throw new EOFException(
                        "The body ended within a frame: " + new String(take(length), StandardCharsets.UTF_8));
            }
            if (more.length == 0) {
                return Optional.empty();
            }
            append(more);
        }
    }

    /** Reads all frames to the end of the body, as {@link #readFrame()}. */
    public List<String> readFrames() throws IOException {
        List<String> frames = new ArrayList<>();
        for (Optional<String> frame = readFrame(); frame.isPresent(); frame = readFrame()) {
            frames.add(frame.get());
        }
        return frames;
    }

    /** Closes the connection at any point of the response; a waiting read fails. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void append(byte[] more) {
        if (length + more.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more.length, 2 * buffer.length));
        }
        System.arraycopy(more, 0, buffer, length, more.length);
        length += more.length;
    }

    private byte[] take(int count) {
        byte[] received = Arrays.copyOf(buffer, count);
        System.arraycopy(buffer, count, buffer, 0, length - count);
        length -= count;
        return received;
    }

    private static SseClient answer(Socket socket, Duration timeout) throws IOException {
        HttpBody body = new HttpBody(socket.getInputStream());
        String statusLine = body.line();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = body.line(); !line.isEmpty(); line = body.line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        body.begin(headers);
        return new SseClient(socket, Integer.parseInt(statusLine.split(" ")[1]), headers, body, timeout);
    }
}
