package io.agencyswarm.model.openai;

import io.agencyswarm.item.Item;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.model.http.NamedServerSettings;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Creates the clients of the named servers that implement OpenAI's Responses API. */
@Singleton
class ResponsesClientFactory implements ModelClient.Factory {

    private final Vertx vertx;
    private final ModelConnections connections;
    private final ModelConfig config;

    @Inject
    ResponsesClientFactory(Vertx vertx, ModelConnections connections, ModelConfig config) {
        this.vertx = vertx;
        this.connections = connections;
        this.config = config;
    }

    @Override
    public List<ModelClient> create() {
        List<ModelClient> clients = new ArrayList<>();
        config.models().forEach((name, server) -> {
            if (server.protocol() == ModelConfig.Protocol.RESPONSES) {
                clients.add(new ResponsesClient(NamedServerSettings.of(name, server), server.hostedTools()));
            }
        });
        return clients;
    }

    private final class ResponsesClient implements ModelClient {

        private final NamedServerSettings settings;
        private final boolean hasHostedTools;

        private ResponsesClient(NamedServerSettings settings, boolean hasHostedTools) {
            this.settings = settings;
            this.hasHostedTools = hasHostedTools;
        }

        @Override
        public String prefix() {
            return settings.prefix();
        }

        @Override
        public boolean supportsHostedTools() {
            return hasHostedTools;
        }

        /** Uploaded files are for a tool that the server runs, so a server without hosted tools gets no files. */
        @Override
        public boolean supportsFiles() {
            return hasHostedTools;
        }

        @Override
        public ModelStream open(ModelRequest request) throws InterruptedException {
            ModelRequest fit = hasHostedTools ? request : withoutHostedCalls(request);
            return OpenAiStream.open(connections, OpenAiTarget.of(settings, fit), fit);
        }

        /** A server without hosted tools may refuse calls of tools that another provider ran. */
        private static ModelRequest withoutHostedCalls(ModelRequest request) {
            return request.withInput(
                    request.instructions(),
                    request.input().stream()
                            .filter(item -> switch (item) {
                                case Item.Message _, Item.Reasoning _, Item.FunctionCall _, Item.FunctionCallOutput _ ->
                                    true;
                                case Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ -> false;
                            })
                            .toList());
        }

        @Override
        public String upload(FileUpload file) throws InterruptedException {
            return new FileUploadRequest(vertx, connections, OpenAiTarget.of(settings), file)
                    .send(config.connection().readTimeout());
        }
    }
}
