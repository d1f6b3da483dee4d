package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An MCP server that is a process. It copies its input to the file that its environment names; the first line of that
 * file is its process id, and the second line lists its environment variables. It answers a cancelled call after the
 * cancellation, which is too late.
 */
final class McpProgram {

    private final McpTools tools = new McpTools();
    private final Path log = Path.of(System.getenv("MCP_LOG"));
    private final OutputStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<String, ObjectNode> held = new HashMap<>();

    public static void main(String[] args) throws IOException {
        new McpProgram().run();
    }

    private void run() throws IOException {
        note(Long.toString(ProcessHandle.current().pid()));
        note(String.join(" ", System.getenv().keySet()));
        System.err.println("The lab is open.");
        out.write("This line is not a message.\n".getBytes(StandardCharsets.UTF_8));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            note(line);
            take((ObjectNode) Json.read(line));
        }
        note("end");
    }

    private void take(ObjectNode message) throws IOException {
        String tool = message.at("/params/name").asText();
        if (message.path("method").asText().equals("notifications/cancelled")) {
            ObjectNode late = held.remove(message.at("/params/requestId").asText());
            if (late != null) {
                say(late);
            }
        } else if (tool.equals("die")) {
            Runtime.getRuntime().halt(1);
        } else if (tool.equals("huge")) {
            for (byte[] piece : McpTools.huge(message.get("id"))) {
                out.write(piece);
            }
            out.write('\n');
        } else if (message.has("id")) {
            Optional<ObjectNode> answer = tools.answer(message);
            if (answer.isPresent()) {
                say(answer.get());
            } else {
                ObjectNode late = Json.object().put("jsonrpc", "2.0");
                late.set("id", message.get("id"));
                late.putObject("result")
                        .putArray("content")
                        .addObject()
                        .put("type", "text")
                        .put("text", "too late");
                held.put(message.path("id").asText(), late);
            }
        }
    }

    private void say(ObjectNode message) throws IOException {
        out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void note(String line) throws IOException {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
