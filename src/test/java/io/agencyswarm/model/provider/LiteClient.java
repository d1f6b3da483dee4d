package io.agencyswarm.model.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.OutputSchema;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.model.http.ModelHosts;
import io.agencyswarm.tool.ToolSpec;
import io.agencyswarm.usage.TokenUsage;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client under test with a given environment, and the requests of tests. */
final class LiteClient implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final ModelConnections connections;
    private final ProviderModelClient client;

    /** Returns a client; the variables are given as name, value, name, value. */
    LiteClient(String... variables) {
        Map<String, String> environment = new HashMap<>();
        environment.put("agency-swarm.client-config.allowed-hosts", "any");
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        SmallRyeConfig config = config(environment);
        ModelConfig models = config.getConfigMapping(ModelConfig.class);
        connections = new ModelConnections(vertx, models, new ModelHosts(models, config));
        client = new ProviderModelClient(connections, models, config);
    }

    static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ModelConfig.class)
                .withSources(new PropertiesConfigSource(environment, "environment", 500))
                .build();
    }

    ModelStream open(ModelRequest request) throws InterruptedException {
        return client.open(request);
    }

    /** Returns the complete answer. */
    List<ModelEvent> answer(ModelRequest request) throws InterruptedException {
        try (ModelStream stream = open(request)) {
            List<ModelEvent> events = new ArrayList<>();
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                events.add(event);
            }
            return events;
        }
    }

    @Override
    public void close() {
        connections.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static ModelRequest request(String model, String... items) {
        return new ModelRequest(
                "Ann",
                model,
                "Be brief.",
                Stream.of(items).map(LiteClient::item).toList(),
                ModelTools.NONE,
                ModelSettings.DEFAULTS,
                null,
                ClientConfig.NONE);
    }

    static ModelRequest hello(String model) {
        return request(model, "{'role':'user','content':'Hello'}");
    }

    static ModelRequest with(ModelRequest request, ModelSettings settings) {
        return new ModelRequest(
                request.agent(),
                request.model(),
                request.instructions(),
                request.input(),
                request.tools(),
                settings,
                request.output(),
                request.clientConfig());
    }

    static ModelRequest with(ModelRequest request, ToolSpec... tools) {
        return new ModelRequest(
                request.agent(),
                request.model(),
                request.instructions(),
                request.input(),
                new ModelTools(List.of(tools), List.of(), List.of()),
                request.settings(),
                request.output(),
                request.clientConfig());
    }

    static ModelRequest with(ModelRequest request, OutputSchema output) {
        return new ModelRequest(
                request.agent(),
                request.model(),
                request.instructions(),
                request.input(),
                request.tools(),
                request.settings(),
                output,
                request.clientConfig());
    }

    /** A client config with an address and the key of one provider. */
    static ClientConfig clientConfig(@Nullable String baseUrl, Map<String, String> keys) {
        return new ClientConfig(baseUrl, null, Map.of(), keys, null, Map.of());
    }

    /** A tool whose schema has many features. */
    static ToolSpec addTool() {
        return new ToolSpec("add", "Adds.", schema());
    }

    static ObjectNode schema() {
        return (ObjectNode)
                json("{'type':'object','properties':{'a':{'type':['integer','null'],'description':'One.','minimum':1},"
                        + "'b':{'$ref':'#/$defs/B'}},'required':['b'],'additionalProperties':false,"
                        + "'$defs':{'B':{'type':'string','pattern':'x+'}}}");
    }

    static Item item(String json) {
        return Item.of((ObjectNode) json(json)).orElseThrow();
    }

    static JsonNode json(String text) {
        return Json.readOwn(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static String doubleQuoted(String text) {
        return text.replace('\'', '"');
    }

    static List<String> deltas(List<ModelEvent> events) {
        return events.stream()
                .filter(event -> event.type().equals("response.output_text.delta"))
                .map(event -> Json.readOwn(event.json()).path("delta").asText())
                .toList();
    }

    static List<String> types(List<ModelEvent> events) {
        return events.stream().map(ModelEvent::type).toList();
    }

    static List<Item> items(List<ModelEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof ModelEvent.ItemDone done ? Stream.of(done.item()) : Stream.of())
                .toList();
    }

    /** Returns the calls as {@code name(arguments)}. */
    static List<String> calls(List<ModelEvent> events) {
        return items(events).stream()
                .flatMap(item -> item instanceof Item.FunctionCall call ? Stream.of(call) : Stream.of())
                .map(call -> call.name() + "(" + call.arguments() + ")")
                .toList();
    }

    static TokenUsage usage(List<ModelEvent> events) {
        return ((ModelEvent.Completed) events.getLast()).usage();
    }
}
