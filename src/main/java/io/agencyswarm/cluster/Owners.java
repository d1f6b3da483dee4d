package io.agencyswarm.cluster;

import io.agencyswarm.error.LogThrottle;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which pod has what, in Redis; without {@code agency-swarm.cluster.redis} it takes no notice of anything. A Redis that
 * is down harms nobody: claims are lost, and nobody's owner is known. Safe for several threads.
 */
@Startup
@Singleton
public class Owners {

    private static final Logger LOG = Logger.getLogger(Owners.class);
    private static final String PREFIX = "agency-swarm:";

    /** Only what a killed pod leaves behind lives that long. */
    private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

    private static final int CONNECTIONS = 4;
    private static final int WAITING = 10_000;

    /** A Redis that answers no more, without closing its connections, is found out by that. */
    private static final int SILENCE_SECONDS = 30;

    private final @Nullable Redis redis;
    private final Self self;
    private final Duration timeout;
    private final LogThrottle unreachable = new LogThrottle();

    @Inject
    Owners(ClusterConfig config, Self self, Vertx vertx) {
        this.self = self;
        this.timeout = config.connectTimeout().dividedBy(2);
        this.redis = config.redis()
                .map(String::strip)
                .map(RedisAddress::check)
                .map(url -> connect(vertx, url))
                .orElse(null);
        if (redis != null && !self.isConfigured()) {
            throw new ConfigurationException(
                    "agency-swarm.cluster.redis is set but agency-swarm.cluster.self is not: Redis"
                            + " tells the others where this pod is; set it to this pod's address.");
        }
    }

    @PreDestroy
    void close() {
        if (redis != null) {
            redis.close();
        }
    }

    /** Whether there is a Redis to ask. */
    boolean known() {
        return redis != null;
    }

    /**
     * This pod has it from now on. Never blocks.
     *
     * @return completes when Redis has heard of it, or will not: a release that is sent before may go first
     */
    public Future<?> claim(Subject subject) {
        Optional<String> own = self.address().map(HostAndPort::text);
        return own.isEmpty()
                ? Future.succeededFuture()
                : send(Request.cmd(Command.SET)
                        .arg(key(subject))
                        .arg(own.get())
                        .arg("EX")
                        .arg(TIME_TO_LIVE.toSeconds()));
    }

    /** Nobody has it any more. Never blocks. */
    public void release(Subject subject) {
        var _ = send(Request.cmd(Command.DEL).arg(key(subject)));
    }

    /** The pod that has it, unless that is this one; blocks for half a connect timeout at most. */
    Optional<InetSocketAddress> of(Subject subject) throws InterruptedException {
        if (redis == null) {
            return Optional.empty();
        }
        try {
            @Nullable
            Response owner = redis.send(Request.cmd(Command.GET).arg(key(subject)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.ofNullable(owner)
                    .map(Response::toString)
                    .flatMap(HostAndPort::parse)
                    .flatMap(HostAndPort::address)
                    .filter(address -> !self.is(address));
        } catch (ExecutionException down) {
            warn(String.valueOf(down.getMessage()));
        } catch (TimeoutException silent) {
            warn("it takes longer than " + timeout.toMillis() + " ms");
        }
        return Optional.empty();
    }

    private Future<?> send(Request command) {
        return redis == null
                ? Future.succeededFuture()
                : redis.send(command).onFailure(down -> warn(String.valueOf(down)));
    }

    private void warn(String why) {
        if (unreachable.allows()) {
            LOG.warnf(
                    "Redis (agency-swarm.cluster.redis) does not answer, so it does not know which pod has what: %s."
                            + " Runs go on. Said once a minute at most.",
                    why);
        }
    }

    private Redis connect(Vertx vertx, String url) {
        int millis = Math.toIntExact(timeout.toMillis());
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(url)
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxPoolWaiting(WAITING)
                        // A name, because two pools of the same one would be one series of metrics.
                        .setPoolName("agency-swarm-owners")
                        .setNetClientOptions(new NetClientOptions()
                                .setHostnameVerificationAlgorithm("HTTPS")
                                .setConnectTimeout(Math.max(1, millis))
                                .setReadIdleTimeout(SILENCE_SECONDS)));
    }

    private static String key(Subject subject) {
        return PREFIX + subject.key();
    }
}
