package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider's server on a real socket. The first part of a path names the script. Answers have no length and end with
 * their connection, so each byte is sent as scripted.
 */
final class ScriptedProvider implements AutoCloseable {

    private static final String NO_SCRIPT = "{\"error\": {\"message\": \"no such case\"}}";

    private final ServerSocket listening;
    private final Map<String, QuirkScript> scripts = new ConcurrentHashMap<>();

    private ScriptedProvider() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Starts to listen on a free port. */
    static ScriptedProvider start() throws IOException {
        ScriptedProvider provider = new ScriptedProvider();
        Thread.ofVirtual().start(provider::accept);
        return provider;
    }

    /** Adds a script, or replaces the one of this name. */
    QuirkScript play(String name, QuirkScript script) {
        scripts.put(name, script);
        return script;
    }

    /** Returns the address for {@code base_url}, without the format's path. */
    String address(String name) {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/" + name;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            List<String> head = head(in);
            String target = head.getFirst().split(" ")[1];
            byte[] body = in.readNBytes(length(head));
            QuirkScript script = scripts.get(target.split("[/?]", 3)[1]);
            send(script == null ? unknown() : script.answer(target, read(body)), socket.getOutputStream());
        } catch (IOException _) {
            // The client has disconnected, which is part of some cases.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(ScriptedTurn turn, OutputStream out) throws IOException, InterruptedException {
        Thread.sleep(turn.delay());
        StringBuilder head = new StringBuilder("HTTP/1.1 " + turn.status() + " Said\r\nConnection: close\r\n");
        turn.headers().forEach((name, value) -> {
            if (value != null) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        byte[] body = turn.body();
        int step = turn.chunk() > 0 ? turn.chunk() : Math.max(1, body.length);
        for (int i = 0; i < body.length; i += step) {
            out.write(body, i, Math.min(step, body.length - i));
            out.flush();
            Thread.sleep(turn.pause());
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        // Two consecutive line ends.
        while (last != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
            last = last << 8 | next;
        }
        return head.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static int length(List<String> head) {
        return head.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.split(":")[1].strip()))
                .findFirst()
                .orElse(0);
    }

    private static JsonNode read(byte[] body) {
        JsonNode read = JsonText.parse(new String(body, StandardCharsets.UTF_8));
        return read.isObject()
                ? read
                : JsonText.object().set("unreadable", TextNode.valueOf(Objects.toString(JsonText.orNull(read))));
    }

    private static ScriptedTurn unknown() {
        return ScriptedTurn.of(404, "application/json", NO_SCRIPT.getBytes(StandardCharsets.UTF_8));
    }
}
