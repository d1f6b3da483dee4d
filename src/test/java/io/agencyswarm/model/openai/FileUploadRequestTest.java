package io.agencyswarm.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.model.http.ModelHosts;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileUploadRequestTest {

    /** Larger than the buffers of the network. */
    private static final long FILE_BYTES = 60L << 20;

    private static final int PART_BYTES = 65_536;

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path directory;

    @AfterEach
    void tearDown() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void send_serverReadsForLongerThanTheReadTimeout_isUploaded() throws Exception {
        Duration readTimeout = Duration.ofSeconds(2);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setMaxChunkSize(PART_BYTES))
                .requestHandler(this::readSlowly)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Path file = directory.resolve("large.bin");
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(FILE_BYTES);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ModelConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "agency-swarm.openai.api-key",
                                "sk-test",
                                "agency-swarm.openai.base-url",
                                "http://127.0.0.1:" + server.actualPort()),
                        "test",
                        500))
                .build();
        ModelConfig models = config.getConfigMapping(ModelConfig.class);
        ModelConnections connections = new ModelConnections(vertx, models, new ModelHosts(models, config));
        FileUpload upload = new FileUpload("Lead", "gpt", "large.bin", file, ClientConfig.NONE);

        String id = new FileUploadRequest(
                        vertx, connections, OpenAiTarget.of(models.openai(), ClientConfig.NONE), upload)
                .send(readTimeout);

        assertThat(id).isEqualTo("file-1");
    }

    /** Reads a megabyte every 50 milliseconds. */
    private void readSlowly(HttpServerRequest request) {
        request.pause();
        long timer = vertx.setPeriodic(50, _ -> request.fetch(16));
        request.handler(_ -> {});
        request.endHandler(_ -> {
            vertx.cancelTimer(timer);
            request.response().end("{\"id\":\"file-1\"}");
        });
    }
}
