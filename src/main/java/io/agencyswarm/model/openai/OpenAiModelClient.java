package io.agencyswarm.model.openai;

import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.ModelConnections;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Client of OpenAI's Responses API and of servers that implement it. Requests are always streamed; each stream uses one
 * connection.
 */
@Singleton
class OpenAiModelClient implements ModelClient {

    private static final String PREFIX = "openai/";

    private final Vertx vertx;
    private final ModelConnections connections;
    private final ModelConfig.OpenAi config;
    private final Duration readTimeout;

    @Inject
    OpenAiModelClient(Vertx vertx, ModelConfig config, ModelConnections connections) {
        this.vertx = vertx;
        this.config = config.openai();
        this.readTimeout = config.connection().readTimeout();
        this.connections = connections;
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public boolean supportsClientConfig() {
        return true;
    }

    @Override
    public boolean supportsHostedTools() {
        return true;
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        OpenAiTarget openAiTarget = OpenAiTarget.of(config, request);
        String model =
                request.model().startsWith(PREFIX) ? request.model().substring(PREFIX.length()) : request.model();
        return OpenAiStream.open(connections, openAiTarget, request.withModel(model));
    }

    @Override
    public boolean supportsFiles() {
        return true;
    }

    @Override
    public String upload(FileUpload file) throws InterruptedException {
        OpenAiTarget openAiTarget = OpenAiTarget.of(config, file.clientConfig());
        return new FileUploadRequest(vertx, connections, openAiTarget, file).send(readTimeout);
    }
}
