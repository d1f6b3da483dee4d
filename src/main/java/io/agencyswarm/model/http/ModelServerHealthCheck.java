package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.net.BaseUrl;
import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.optional.IfLibrary;
import io.agencyswarm.optional.OptionalLibrary;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Health check at {@code /q/health/group/models}: whether the service's own model server and the named servers accept
 * connections. The own server is not checked if the default model belongs to a named server. Not part of readiness,
 * because removing pods from the service does not repair a model server. It only connects and sends nothing, so it
 * needs no key and costs nothing. A result is reused for 5 seconds.
 */
@HealthGroup("models")
@Singleton
@IfLibrary(OptionalLibrary.HEALTH)
class ModelServerHealthCheck implements AsyncHealthCheck {

    /** The name of the service's own server in the response; named servers have their prefixes. */
    private static final String OWN_SERVER = "address";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final ModelRouter models;
    private final ModelConfig.OpenAi config;
    /** The named servers by the prefix of their models' names. */
    private final Map<String, BaseUrl> namedServers = new TreeMap<>();

    private final NetClient net;
    private final Uni<HealthCheckResponse> answer;
    private volatile long checkedAt;

    /** A server, and why it can't be reached; null if it can. */
    private record CheckedServer(
            String name, String address, @Nullable String fault) {}

    @Inject
    ModelServerHealthCheck(Vertx vertx, ModelRouter models, ModelConfig config) {
        this.models = models;
        this.config = config.openai();
        config.models()
                .forEach((name, server) -> server.baseUrl()
                        .flatMap(BaseUrl::parse)
                        .ifPresent(address -> namedServers.put(name + "/", address)));
        this.net = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()));
        this.answer = Uni.createFrom().deferred(this::checkServers).memoize().until(this::isOld);
    }

    @PreDestroy
    void close() {
        net.close();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return answer;
    }

    private boolean isOld() {
        return System.nanoTime() - checkedAt > MAX_AGE.toNanos();
    }

    private Uni<HealthCheckResponse> checkServers() {
        checkedAt = System.nanoTime();
        List<Uni<CheckedServer>> servers = new ArrayList<>();
        if (!namedServers.containsKey(models.clientPrefix(models.defaultModel()))) {
            servers.add(checkOwnServer());
        }
        namedServers.forEach((prefix, address) -> {
            if (!models.isOffline(prefix)) {
                servers.add(check(prefix, address));
            }
        });
        return Uni.join().all(servers).andFailFast().map(ModelServerHealthCheck::response);
    }

    private Uni<CheckedServer> checkOwnServer() {
        if (models.isOffline(models.defaultModel())) {
            return Uni.createFrom().item(new CheckedServer(OWN_SERVER, "the offline model, in this process", null));
        }
        BaseUrl address;
        try {
            address = BaseUrl.parse(OpenAiAddress.configured(config)).orElseThrow();
        } catch (ModelException _) {
            return Uni.createFrom().item(new CheckedServer(OWN_SERVER, "OPENAI_BASE_URL", "it is not a valid address"));
        }
        return check(OWN_SERVER, address);
    }

    private Uni<CheckedServer> check(String name, BaseUrl address) {
        String host = HostAndPort.withoutBrackets(address.host());
        String hostAndPort = host + ":" + address.port();
        return Uni.createFrom()
                .completionStage(() -> net.connect(address.port(), host).toCompletionStage())
                .onItem()
                .invoke(socket -> socket.close())
                .ifNoItem()
                .after(CONNECT_TIMEOUT)
                .fail()
                .map(_ -> new CheckedServer(name, hostAndPort, null))
                .onFailure()
                .recoverWithItem(() -> new CheckedServer(
                        name, hostAndPort, "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s"));
    }

    private static HealthCheckResponse response(List<CheckedServer> servers) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("model server")
                .status(servers.stream().allMatch(server -> server.fault() == null));
        for (CheckedServer server : servers) {
            response.withData(server.name(), server.address());
            if (server.fault() != null) {
                response.withData(
                        server.name().equals(OWN_SERVER) ? "reason" : server.name() + " reason", server.fault());
            }
        }
        return response.build();
    }
}
