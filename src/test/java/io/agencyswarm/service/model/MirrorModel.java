package io.agencyswarm.service.model;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model client of the application: it answers with its name and the size of its input. */
@Singleton
@IfBuildProperty(name = "service-tests.mirror", stringValue = "true")
class MirrorModel implements ModelClient {

    /** An agent without a model gets the default one, which belongs to this client. */
    @Produces
    @Singleton
    @Identifier("mirrors")
    @IfBuildProperty(name = "service-tests.mirror", stringValue = "true")
    Agency mirrors() {
        return Agency.named("mirrors")
                .entryPoints(Agent.named("Mirror").build())
                .build();
    }

    @Override
    public String prefix() {
        return "mirror/";
    }

    @Override
    public ModelStream open(ModelRequest request) {
        String text = request.model() + " heard " + request.input().size();
        return new Reflection(
                new ArrayDeque<>(
                        List.of(
                                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"id\":\"m\",\"type\":\"message\","
                                        + "\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\""
                                        + text + "\"}]}}",
                                "{\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}}")));
    }

    private record Reflection(Deque<String> events) implements ModelStream {

        @Override
        public @Nullable ModelEvent next() {
            String json = events.poll();
            return json == null ? null : ModelEventReader.read(json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            events.clear();
        }
    }
}
