package io.agencyswarm.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.agencyswarm.testing.ScriptedModelServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes behind HAProxy with a real Redis. A third peer has nothing and counts who asks it: while Redis knows
 * who has a run, nobody does.
 */
@Packaged
@Timeout(120)
class RedisIT {

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final AtomicInteger STRANGER_ASKED = new AtomicInteger();
    private static final RedisProcess REDIS = new RedisProcess();
    private static ScriptedModelServer model;
    private static HttpServer bystander;
    private static HttpServer stranger;
    private static Pod first;
    private static Pod second;
    private static HaProxy proxy;

    /** What comes before Redis has heard of a run or a log is asked of all; one of four would be too many. */
    private static final int HARDLY_ANY = 4;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        model = ScriptedModelServer.start();
        bystander = withNothing(ASKED);
        stranger = withNothing(STRANGER_ASKED);
        REDIS.awaitReady();
        int one = Program.freePort();
        int other = Program.freePort();
        String peers = "127.0.0.1:" + one + ",127.0.0.1:" + other + "," + address(bystander);
        Map<String, String> settings =
                Map.of("AGENCY_SWARM_CLUSTER_PEERS", peers, "AGENCY_SWARM_CLUSTER_REDIS", REDIS.url());
        first = Pod.start(one, model, directory, settings);
        second = Pod.start(other, model, directory, settings);
        first.awaitReady();
        second.awaitReady();
        proxy = new HaProxy().roundRobin("plain", List.of(first, second)).start(directory);
    }

    @AfterAll
    static void stop() {
        REDIS.close();
        if (proxy != null) {
            proxy.close();
        }
        first.program().close();
        second.program().close();
        bystander.stop(0);
        stranger.stop(0);
        model.close();
    }

    @Test
    void cancel_atOnce_succeeds40Of40AndAsksHardlyAnyoneButTheOwner() throws Exception {
        int before = ASKED.get();

        assertThat(Cancels.immediate(anyPod())).hasSize(40).allMatch(Caller.Cancelled::succeeded);

        assertThat(ASKED.get() - before).isLessThan(HARDLY_ANY);
    }

    @Test
    void cancel_afterTheTurn_succeeds40Of40AndAsksHardlyAnyoneButTheOwner() throws Exception {
        int before = ASKED.get();

        assertThat(Cancels.afterTurn(anyPod())).hasSize(40).allMatch(Caller.Cancelled::succeeded);

        assertThat(ASKED.get() - before).isLessThan(HARDLY_ANY);
    }

    @Test
    void log_ofAnotherPod_isFetchedFromItsOwner() throws Exception {
        int before = ASKED.get();
        for (int i = 0; i < 4; i++) {
            String id = "log-" + System.nanoTime();
            try (RunStream stream = anyPod().with("x-agency-log-id", id).open("text Hi")) {
                stream.rest();
                assertThat(anyPod().get("/get_logs?log_id=" + id).body()).contains(stream.runId());
            }
        }
        assertThat(ASKED.get() - before).isLessThan(HARDLY_ANY);
    }

    @Test
    void run_inRedis_isThereUntilItEnds() throws Exception {
        Caller direct = Caller.at(URI.create("http://" + first.address() + "/"));
        try (RunStream stream = direct.open("hang")) {
            String key = "agency-swarm:run:" + stream.runId();
            // The run does not wait for Redis, so its first frame may be here before its name is there.
            await(() -> REDIS.ask("TTL " + key).matches(":8\\d{4}"));

            direct.cancel(stream.runId(), "immediate");
            stream.rest();

            await(() -> REDIS.ask("EXISTS " + key).equals(":0"));
        }
    }

    @Test
    void owner_writtenByAStranger_isNotAskedUnlessItIsAPeer() throws Exception {
        Caller direct = Caller.at(URI.create("http://" + first.address() + "/"));
        Caller other = Caller.at(URI.create("http://" + second.address() + "/"));
        try (RunStream stream = direct.open("hang")) {
            REDIS.ask("SET agency-swarm:run:" + stream.runId() + " " + address(stranger));

            assertThat(other.cancel(stream.runId(), "immediate")).matches(Caller.Cancelled::succeeded);
        }
        assertThat(STRANGER_ASKED).hasValue(0);
    }

    @Test
    void redis_goesAndComesBack_runsAndCancelsGoOn() throws Exception {
        REDIS.kill();
        int before = ASKED.get();
        try (RunStream stream = anyPod().open("hang")) {
            assertThat(anyPod().cancel(stream.runId(), "immediate")).matches(Caller.Cancelled::succeeded);
            assertThat(stream.rest().whole()).isTrue();
        }
        await(() -> ASKED.get() == before + 1);

        REDIS.restart();
        Caller direct = Caller.at(URI.create("http://" + first.address() + "/"));
        Caller other = Caller.at(URI.create("http://" + second.address() + "/"));
        // Whoever notices first that Redis is back does so at its next command.
        await(() -> {
            try (RunStream stream = direct.open("hang")) {
                int asked = ASKED.get();
                boolean known =
                        REDIS.ask("EXISTS agency-swarm:run:" + stream.runId()).equals(":1");
                assertThat(other.cancel(stream.runId(), "immediate")).matches(Caller.Cancelled::succeeded);
                return known && ASKED.get() == asked;
            }
        });
    }

    /** Something that holds soon. */
    private interface Condition {

        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static HttpServer withNothing(AtomicInteger asked) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = "{\"detail\":\"nothing here\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static Caller anyPod() {
        return Caller.at(proxy.at("plain"));
    }
}
