package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.json.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers "Hello." in the format of the request's path, with ten input tokens and two output tokens, or
 * answers with an error that repeats the request. The named servers of the tests are paths of this server.
 */
public final class EndpointServer implements QuarkusTestResourceLifecycleManager {

    /** What each secret of the settings contains. */
    public static final String SECRET = "s3cr3t";

    /** A request that came. */
    public record Received(String target, Map<String, String> headers, String body) {}

    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static volatile boolean refuses;
    private static volatile String url = "";
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", EndpointServer::answer);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> settings = new HashMap<>();
        endpoint(settings, "lab", "base-url", url + "/lab/v1");
        endpoint(
                settings,
                "gateway",
                "base-url",
                url + "/gateway/v1",
                "headers.Authorization",
                "Basic " + SECRET + "-1");
        endpoint(settings, "gateway", "headers.X-Tenant", SECRET + "-2", "query.route", SECRET + "/+3");
        endpoint(
                settings,
                "azure",
                "base-url",
                url + "/azure/openai/v1",
                "api-key",
                SECRET + "-4",
                "protocol",
                "responses");
        endpoint(settings, "azure", "query.api-version", "preview", "hosted-tools", "true");
        endpoint(settings, "vllm", "base-url", url + "/vllm/v1", "protocol", "responses");
        endpoint(settings, "old", "base-url", url + "/old/", "protocol", "azure", "api-key", SECRET + "-5");
        endpoint(settings, "old", "query.api-version", "2024-10-21");
        endpoint(settings, "claude", "base-url", url + "/claude", "protocol", "anthropic", "api-key", SECRET + "-6");
        endpoint(
                settings, "google", "base-url", url + "/google/v1beta", "protocol", "gemini", "api-key", SECRET + "-7");
        // Nobody listens there.
        endpoint(settings, "gone", "base-url", "http://127.0.0.1:9/v1");
        return settings;
    }

    private static void endpoint(Map<String, String> into, String name, String... settings) {
        for (int i = 0; i < settings.length; i += 2) {
            into.put("agency-swarm.models." + name + "." + settings[i], settings[i + 1]);
        }
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server, "started first").stop(0);
    }

    /** Forgets what was asked, and answers from now on. */
    public static void answers() {
        RECEIVED.clear();
        refuses = false;
    }

    /** Forgets what was asked, and refuses each request with an error that repeats its address, headers and body. */
    public static void refuses() {
        RECEIVED.clear();
        refuses = true;
    }

    /** The requests since the last {@link #answers} or {@link #refuses}, oldest first. */
    public static List<Received> received() {
        return List.copyOf(RECEIVED);
    }

    /** Returns the address without a path. */
    public static String url() {
        return url;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = headers(exchange.getRequestHeaders());
            RECEIVED.add(new Received(target, headers, body));
            if (refuses) {
                ObjectNode error = Json.object();
                error.putObject("error").put("message", "Refused: " + target + " " + headers + " " + body);
                respond(exchange, 400, "application/json", Json.text(error));
            } else if (exchange.getRequestURI().getPath().endsWith("/files")) {
                respond(exchange, 200, "application/json", "{\"id\":\"file-1\"}");
            } else {
                respond(
                        exchange,
                        200,
                        "text/event-stream",
                        hello(exchange.getRequestURI().getPath()));
            }
        }
    }

    private static Map<String, String> headers(Headers sent) {
        Map<String, String> headers = new HashMap<>();
        sent.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private static String hello(String path) {
        if (path.endsWith("/responses")) {
            String item = "{'id':'msg_1','type':'message','role':'assistant','status':'completed',"
                    + "'content':[{'type':'output_text','text':'Hello.','annotations':[]}]}";
            return events(
                    "{'type':'response.created','response':{'id':'resp_1','status':'in_progress','output':[]}}",
                    "{'type':'response.output_item.done','output_index':0,'item':" + item + "}",
                    "{'type':'response.completed','response':{'id':'resp_1','status':'completed','output':[" + item
                            + "],'usage':{'input_tokens':10,'output_tokens':2,'total_tokens':12}}}");
        }
        if (path.endsWith("/messages")) {
            return events(
                    "{'type':'message_start','message':{'id':'m','role':'assistant','content':[],"
                            + "'usage':{'input_tokens':10,'output_tokens':1}}}",
                    "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                    "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hello.'}}",
                    "{'type':'content_block_stop','index':0}",
                    "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':2}}",
                    "{'type':'message_stop'}");
        }
        if (path.endsWith(":streamGenerateContent")) {
            return events(
                    "{'candidates':[{'content':{'role':'model','parts':[{'text':'Hello.'}]},'finishReason':'STOP'}],"
                            + "'usageMetadata':{'promptTokenCount':10,'candidatesTokenCount':2,'totalTokenCount':12}}");
        }
        return events(
                "{'choices':[{'index':0,'delta':{'content':'Hello.'},'finish_reason':'stop'}]}",
                "{'choices':[],'usage':{'prompt_tokens':10,'completion_tokens':2,'total_tokens':12}}",
                "[DONE]");
    }

    private static String events(String... events) {
        StringBuilder all = new StringBuilder();
        for (String event : events) {
            all.append("data: ").append(event.replace('\'', '"')).append("\n\n");
        }
        return all.toString();
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
