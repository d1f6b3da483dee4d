package io.agencyswarm.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A real Redis with a password, that can go and come back. For one thread. */
final class RedisProcess implements AutoCloseable {

    private static final String PASSWORD = "p@ss word";
    private static final String ENCODED_PASSWORD = "p%40ss%20word";

    private final int port = Program.freePort();
    private Program program = start();

    /** The address as the application is configured with it. */
    String url() {
        return "redis://:" + ENCODED_PASSWORD + "@127.0.0.1:" + port;
    }

    private Program start() {
        return Program.start(
                "redis",
                new ProcessBuilder(
                        Program.find("redis-server"),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--requirepass",
                        PASSWORD,
                        "--save",
                        "",
                        "--appendonly",
                        "no"));
    }

    RedisProcess awaitReady() throws InterruptedException {
        program.awaitPort(port);
        return this;
    }

    /** Is killed, and forgets everything. */
    void kill() {
        program.close();
    }

    void restart() throws InterruptedException {
        program = start();
        awaitReady();
    }

    /** What it answers to a command, in one line. */
    String ask(String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("AUTH \"" + PASSWORD + "\"\r\n" + command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            lines.readLine();
            return lines.readLine();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
