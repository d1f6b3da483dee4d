package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.e2e.Program;
import io.agencyswarm.testing.ModelExchange;
import io.agencyswarm.testing.ScriptedModelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes behind a real HAProxy, which ask each other. Two keep running, one is stopped and one is killed. */
@Packaged
@Timeout(120)
class PeersIT {

    private static final List<Pod> PODS = new ArrayList<>();
    private static ScriptedModelServer model;
    private static HaProxy proxy;

    @TempDir
    static Path directory;

    @BeforeAll
    static void start() throws Exception {
        model = ScriptedModelServer.start();
        List<Integer> ports =
                Stream.generate(Program::freePort).distinct().limit(4).toList();
        String peers = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : ports) {
            PODS.add(Pod.start(port, model, directory, Map.of("AGENCY_SWARM_CLUSTER_PEERS", peers)));
        }
        for (Pod pod : PODS) {
            pod.awaitReady();
        }
        List<Pod> two = PODS.subList(0, 2);
        proxy = new HaProxy().roundRobin("plain", two).sticky("sticky", two).start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
        }
        for (Pod pod : PODS) {
            pod.program().close();
        }
        model.close();
    }

    @Test
    void cancel_atOnceWithoutCookies_succeeds40Of40() throws Exception {
        long hops = hops();

        assertThat(Cancels.immediate(anyPod())).hasSize(40).allMatch(LoadCaller.Cancelled::succeeded);

        assertThat(hops() - hops).as("questions among pods").isGreaterThanOrEqualTo(40);
    }

    @Test
    void cancel_afterTheTurnWithoutCookies_succeeds40Of40() throws Exception {
        long hops = hops();

        assertThat(Cancels.afterTurn(anyPod())).hasSize(40).allMatch(LoadCaller.Cancelled::succeeded);

        assertThat(hops() - hops).isPositive();
    }

    @Test
    void cancel_withTheStreamsCookie_isAnsweredByItsPod() throws Exception {
        long hops = hops();
        LoadCaller caller = LoadCaller.at(proxy.at("sticky"));
        for (int i = 0; i < 10; i++) {
            try (RunStream stream = caller.open("hang")) {
                assertThat(caller.with("Cookie", stream.cookie()).cancel(stream.runId(), "immediate"))
                        .matches(LoadCaller.Cancelled::succeeded);
            }
        }
        assertThat(hops()).as("questions among pods").isEqualTo(hops);
        assertThat(PODS.subList(0, 2))
                .allSatisfy(pod -> assertThat(pod.firstCancels()).isPositive());
    }

    @Test
    void cancel_ofAPeerWithoutTheToken_is401() throws Exception {
        try (RunStream stream = anyPod().open("hang")) {
            assertThat(anyPod().with("Authorization", "Bearer other").cancel(stream.runId(), "immediate"))
                    .returns(401, LoadCaller.Cancelled::status);
        }
    }

    @Test
    void frame_throughTheProxy_arrivesWithinTenthOfASecond() throws Exception {
        List<Long> arrived = new ArrayList<>();
        model.reset();
        try (RunStream stream = anyPod().open("say 40 every 25ms")) {
            for (int i = 0; i < 40; i++) {
                stream.awaitDelta();
                arrived.add(System.nanoTime());
            }
        }
        ModelExchange exchange = model.exchanges().getFirst();
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < exchange.sentEvents().size(); i++) {
            if (exchange.sentEvents().get(i).contains("response.output_text.delta")) {
                took.add((arrived.get(took.size()) - exchange.sentAt().get(i)) / 1_000_000);
            }
        }
        assertThat(took).hasSize(40);
        // Nine of ten, because the machine or the JIT may delay a frame, while a buffering proxy would delay most of
        // them.
        assertThat(took.stream().sorted().toList().get(36))
                .as("milliseconds: " + took)
                .isLessThan(100);
    }

    @Test
    void log_ofAnotherPod_isFetchedOnce() throws Exception {
        for (int i = 0; i < 4; i++) {
            String id = "log-" + System.nanoTime();
            try (RunStream stream = anyPod().with("x-agency-log-id", id).open("text Hi")) {
                stream.rest();
                HttpResponse<String> log = anyPod().get("/get_logs?log_id=" + id);
                assertThat(log.statusCode()).as(log.body()).isEqualTo(200);
                assertThat(log.body()).contains(stream.runId());
            }
            assertThat(anyPod().get("/get_logs?log_id=" + id).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void pod_toldToEnd_givesEachStreamAllOfIt() throws Exception {
        Pod ending = PODS.get(2);
        List<RunStream> streams = new ArrayList<>();
        try (HaProxy way = new HaProxy().roundRobin("one", List.of(ending)).start(directory)) {
            LoadCaller caller = LoadCaller.at(way.at("one"));
            RunStream endless = caller.open("hang");
            for (int i = 0; i < 20; i++) {
                streams.add(caller.open("say 40 every 50ms"));
                streams.getLast().awaitDelta();
            }
            ending.program().terminate();
            ending.program().awaitLine(line -> line.contains("Shutting down"));

            assertThat(anyPod().cancel(endless.runId(), "immediate")).matches(LoadCaller.Cancelled::succeeded);
            for (RunStream stream : streams) {
                assertThat(stream.rest().whole()).isTrue();
                assertThat(stream.deltas()).isEqualTo(40);
                stream.close();
            }
            endless.rest().close();
            ending.program().awaitEnd();
        }
    }

    @Test
    void pod_killed_harmsItsOwnStreamsOnly() throws Exception {
        Pod killed = PODS.get(3);
        LoadCaller direct = LoadCaller.at(URI.create("http://" + killed.address() + "/"));
        List<RunStream> lost = new ArrayList<>();
        List<RunStream> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lost.add(direct.open("hang"));
            others.add(anyPod().open("say 40 every 25ms"));
        }
        killed.program().kill();

        for (RunStream stream : lost) {
            assertThat(anyPod().cancel(stream.runId(), "immediate"))
                    .returns(404, LoadCaller.Cancelled::status)
                    .satisfies(answer -> assertThat(answer.took()).isLessThan(Duration.ofSeconds(2)));
            assertThat(endsBroken(stream)).isTrue();
        }
        for (RunStream stream : others) {
            assertThat(stream.rest().whole()).isTrue();
            assertThat(stream.deltas()).isEqualTo(40);
            stream.close();
        }
    }

    @Test
    void background_withoutASharedStore_isFoundThroughPeers() throws Exception {
        for (int i = 0; i < 4; i++) {
            BackgroundRun run = BackgroundRun.begin(anyPod(), "say 10 every 30ms");
            List<String> whole = run.frames(anyPod(), 0);

            assertThat(whole.getLast()).contains("event: end\n");
            assertThat(run.frames(anyPod(), 3)).isEqualTo(whole.subList(3, whole.size()));
            assertThat(run.awaitedBy(anyPod())).isEqualTo(run.seenBy(anyPod()));
            assertThat(run.seenBy(anyPod()).path("status").asText()).isEqualTo("completed");
            assertThat(anyPod().delete("/travel/runs/" + run.id()).statusCode()).isEqualTo(204);
            assertThat(anyPod().get("/travel/runs/" + run.id()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void threads_withoutASharedStore_areNotKeptAndKeysAreRefused() throws Exception {
        String body = "{\"message\":\"text Hi\",\"thread_id\":\"unshared\"}";
        assertThat(anyPod().post("/travel/get_response", body).statusCode()).isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            assertThat(anyPod().get("/travel/threads/unshared").statusCode()).isEqualTo(404);
        }
        HttpResponse<String> key = anyPod().with("Idempotency-Key", "k").post("/travel/get_response", body);
        HttpResponse<String> busy =
                anyPod().post("/travel/get_response", "{\"message\":\"text Hi\",\"on_busy\":\"enqueue\"}");

        assertThat(List.of(key, busy)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("agency-swarm.store.kind=postgresql");
        });
    }

    private static boolean endsBroken(RunStream stream) throws IOException {
        try (stream) {
            stream.rest();
            return false;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static LoadCaller anyPod() {
        return LoadCaller.at(proxy.at("plain"));
    }

    private static long hops() {
        return PODS.stream().mapToLong(Pod::hops).sum();
    }
}
