package io.agencyswarm.model.openai;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** OpenAI's Responses API, and servers that speak it: always streamed, one connection a stream. */
@Singleton
class OpenAiModelClient implements ModelClient {

    private static final String PREFIX = "openai/";
    private static final String OPENAI = "https://api.openai.com/v1";

    private final Vertx vertx;
    private final HttpClient http;
    private final ModelConfig.OpenAi config;

    @Inject
    OpenAiModelClient(Vertx vertx, ModelConfig config) {
        this.vertx = vertx;
        this.config = config.openai();
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) this.config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setTcpKeepAlive(true)
                        .setMaxChunkSize(65_536),
                new PoolOptions()
                        .setHttp1MaxSize(this.config.maxConnections())
                        .setMaxWaitQueueSize(this.config.maxConnections()));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        String key = config.apiKey()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new ModelException(
                        ErrorCode.MODEL_REFUSED,
                        "no key for OpenAI is set; set OPENAI_API_KEY, or agency-swarm.offline=always for scripted answers",
                        null));
        String model =
                request.model().startsWith(PREFIX) ? request.model().substring(PREFIX.length()) : request.model();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(base() + "/responses")
                .putHeader("Authorization", "Bearer " + key)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "text/event-stream");
        Buffer body = Buffer.buffer(ResponsesBody.of(request.withModel(model)));
        OpenAiStream stream = new OpenAiStream(vertx, key, config.readTimeout(), config.maxEventBytes());
        try {
            stream.start(http.request(options), body);
            return stream;
        } catch (InterruptedException | RuntimeException notBegun) {
            stream.close();
            throw notBegun;
        }
    }

    private String base() {
        String base = config.baseUrl().map(String::strip).orElse(OPENAI);
        if (!base.startsWith("http://") && !base.startsWith("https://")) {
            throw new ModelException(
                    ErrorCode.CONFIGURATION,
                    "the model server's address \"" + base
                            + "\" is none; it must begin with http:// or https://, and is "
                            + "set by OPENAI_BASE_URL or agency-swarm.openai.base-url",
                    null);
        }
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }
}
