package io.agencyswarm.model.openai;

import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.Models;
import io.agencyswarm.model.http.HttpAddress;
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
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the service's own model server takes connections, at {@code /q/health/group/models}. Not a part of readiness:
 * pods that are taken away from their clients bring no model back. It connects and says nothing, so it needs no key and
 * costs nothing; an answer holds for some seconds.
 */
@HealthGroup("models")
@Singleton
class ModelEndpointCheck implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration HOLDS = Duration.ofSeconds(5);

    private final Models models;
    private final ModelConfig.OpenAi config;
    private final NetClient net;
    private final Uni<HealthCheckResponse> answer;
    private volatile long asked;

    @Inject
    ModelEndpointCheck(Vertx vertx, Models models, ModelConfig config) {
        this.models = models;
        this.config = config.openai();
        this.net = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
        this.answer = Uni.createFrom().deferred(this::ask).memoize().until(this::isOld);
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
        return System.nanoTime() - asked > HOLDS.toNanos();
    }

    private Uni<HealthCheckResponse> ask() {
        asked = System.nanoTime();
        if (models.clientPrefix(models.defaultModel()).equals("offline/")) {
            return Uni.createFrom().item(up("the offline model, in this process"));
        }
        HttpAddress address;
        try {
            address = HttpAddress.parse(Destination.own(config)).orElseThrow();
        } catch (ModelException none) {
            return Uni.createFrom().item(down("OPENAI_BASE_URL", "it is no address"));
        }
        String host = address.host().replaceAll("[\\[\\]]", "");
        int port = address.port();
        return Uni.createFrom()
                .completionStage(() -> net.connect(port, host).toCompletionStage())
                .onItem()
                .invoke(socket -> socket.close())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(socket -> up(host + ":" + port))
                .onFailure()
                .recoverWithItem(() -> down(host + ":" + port, "no connection within " + PATIENCE.toSeconds() + " s"));
    }

    private static HealthCheckResponse up(String address) {
        return HealthCheckResponse.named("model server")
                .up()
                .withData("address", address)
                .build();
    }

    private static HealthCheckResponse down(String address, String why) {
        return HealthCheckResponse.named("model server")
                .down()
                .withData("address", address)
                .withData("reason", why)
                .build();
    }
}
