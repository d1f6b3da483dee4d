package io.agencyswarm.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.AllowedAddressResolver.NameResolver;
import io.agencyswarm.testing.ScriptedModelServer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The addresses of requests to a host that a client named. */
class ModelConnectionsTest {

    private static final String KEY = "agency-swarm.client-config.allowed-hosts";
    private static final byte[] BODY = "{\"input\":\"text Hi\",\"stream\":true}".getBytes(StandardCharsets.UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private ScriptedModelServer server;

    @BeforeEach
    void start() {
        server = ScriptedModelServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void name_resolvesToInnerAddress_isUnreachableWithoutRequest() {
        for (List<String> addresses : List.of(List.of("127.0.0.1"), List.of("1.1.1.1", "127.0.0.1"))) {
            assertUnreachable(
                    "public",
                    _ -> addresses.stream().map(InetAddress::ofLiteral).toList());
        }
    }

    @Test
    void name_unknown_isReportedInSameWords() {
        String inner = assertUnreachable("public", _ -> List.of(InetAddress.ofLiteral("10.0.0.1")));
        String unknown = assertUnreachable("public", name -> {
            throw new UnknownHostException(name);
        });

        assertThat(unknown).isEqualTo(inner).doesNotContain("10.0.0.1", "model.test");
    }

    @Test
    void name_rebound_isConnectedToAtAddressThatWasChecked() throws Exception {
        // The first address is public and unused; a second look-up would find the server.
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("192.31.195.1", "127.0.0.1"));

        assertUnreachable("public", _ -> List.of(InetAddress.ofLiteral(String.valueOf(answers.poll()))));
        assertThat(answers).containsExactly("127.0.0.1");
    }

    @Test
    void name_thatIsListed_isConnectedToAtAnyOfItsAddresses() throws Exception {
        try (Sent sent = new Sent(
                        "model.test", _ -> List.of(InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1")));
                EventStream answer = sent.open()) {
            assertThat(answer.next()).isNotNull();
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void setting_empty_isRefused() {
        assertThatThrownBy(() -> new Sent("", NameResolver.SYSTEM))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(KEY + " is empty");
    }

    private String assertUnreachable(String allowed, NameResolver resolver) {
        try (Sent sent = new Sent(allowed, resolver)) {
            ModelException failure = catchThrowableOfType(ModelException.class, sent::open);

            assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
            assertThat(failure.getMessage()).contains("could not be reached");
            assertThat(server.requests()).isEmpty();
            return failure.getMessage();
        }
    }

    /** A request to a name of the server. */
    private final class Sent implements AutoCloseable, RequestTarget {

        private final ModelHosts hosts;
        private final ModelConnections connections;

        Sent(String allowed, NameResolver resolver) {
            SmallRyeConfig config = new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .withMapping(ModelConfig.class)
                    .withSources(new PropertiesConfigSource(
                            Map.of(KEY, allowed, "agency-swarm.model.connect-timeout", "300ms"), "test", 500))
                    .build();
            ModelConfig models = config.getConfigMapping(ModelConfig.class);
            hosts = new ModelHosts(models, config, resolver);
            connections = new ModelConnections(vertx, models, hosts);
        }

        EventStream open() throws InterruptedException {
            RequestOptions request = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI("http://model.test:" + server.url().getPort() + "/v1/responses");
            return connections.open(request, BODY, Framing.SSE, this);
        }

        @Override
        public void close() {
            connections.close();
            hosts.close();
        }

        @Override
        public String setting() {
            return "client_config.base_url";
        }

        @Override
        public boolean isClientChosen() {
            return true;
        }

        @Override
        public String redact(String text) {
            return text;
        }
    }
}
