package io.agencyswarm.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.service.AnswerFrame;
import io.agencyswarm.service.LiveStream;
import io.agencyswarm.service.Model;
import io.agencyswarm.service.RawHttp;
import io.agencyswarm.service.ServiceAnswer;
import io.agencyswarm.service.ServiceClient;
import io.agencyswarm.service.SseFrames;
import io.agencyswarm.service.StreamedAnswer;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredResult;
import io.agencyswarm.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of runs, readers, frames and bytes, and lists that every caller with the token may read. */
@QuarkusTest
@TestProfile(StoredLimitsProfile.class)
@Timeout(60)
class StoredLimitsTest {

    private static final int RUNS = 4;

    @TestHTTPResource
    URI base;

    @Inject
    LateRequests late;

    @Inject
    Store store;

    private ServiceClient client;

    @BeforeEach
    void setUp() {
        client = ServiceClient.at(base).with("Authorization", "Bearer " + StoredLimitsProfile.TOKEN);
        Model.forget();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (JsonNode thread : client.get("/basic/threads?limit=100").body().path("threads")) {
            client.send("DELETE", "/basic/threads/" + thread.path("thread_id").asText(), "");
        }
        for (JsonNode run : client.get("/basic/runs?limit=100").body().path("runs")) {
            client.send("DELETE", "/basic/runs/" + run.path("run_id").asText(), "");
        }
    }

    @Test
    void backgroundRuns_reservations_areHeldUntilRunsEnd() throws Exception {
        List<String> runIds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runIds.add(begin("hang"));
        }
        ServiceAnswer refused = client.ask("basic", "text Hi");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(refused.body().path("detail").asText()).contains("agency-swarm.limits.concurrent-runs");

        assertThat(client.cancel("basic", runIds.getFirst()).status()).isEqualTo(200);
        Model.until("a place is free", () -> status(ServiceClient.says("text Hi")) == 200);
        for (String runId : runIds.subList(1, RUNS)) {
            client.cancel("basic", runId);
        }
        awaitAllPlaces();
    }

    @Test
    void backgroundRun_body_countsUntilRunEnds() throws Exception {
        ObjectNode large = background("hang").put("additional_instructions", "x".repeat(80_000));
        String runId = client.ask("basic", large).body().path("run_id").asText();
        ObjectNode other = ServiceClient.says("text Hi").put("additional_instructions", "x".repeat(80_000));

        ServiceAnswer refused = client.ask("basic", other);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("detail").asText()).contains("agency-swarm.limits.request-bytes");

        client.cancel("basic", runId);
        Model.until("its bytes are free", () -> status(other) == 200);
    }

    @Test
    void readers_pastTheLimit_are429() throws Exception {
        String runId = begin("hang");
        String path = "/basic/runs/" + runId;
        try (LiveStream first = new LiveStream(client.raw(path + "/stream").get());
                LiveStream second = new LiveStream(client.raw(path + "/stream").get());
                LiveStream third = new LiveStream(client.raw(path + "/stream").get())) {
            first.runId();
            second.runId();
            third.runId();
            for (String more : List.of(path + "/stream", path + "?wait=1")) {
                ServiceAnswer refused = client.get(more);
                assertThat(refused.status()).as(more).isEqualTo(429);
                assertThat(refused.body().path("detail").asText()).contains("3 requests", "agency-swarm.runs.readers");
            }
            assertThat(client.get(path).status()).isEqualTo(200);
            ServiceAnswer atOwner = client.with("x-agency-hop", "1").get(path + "?wait=1");
            assertThat(atOwner.status()).isEqualTo(429);
            assertThat(atOwner.header("x-agency-owner")).isPresent();
            assertAnotherPodsRunIsNotHere();
        }
        Model.until("readers have left", () -> {
            try (SseClient stream = client.raw(path + "/stream").get()) {
                return stream.status() == 200;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        client.cancel("basic", runId);
    }

    private void assertAnotherPodsRunIsNotHere() throws Exception {
        String runId = UUID.randomUUID().toString();
        store.runs().admit(RunDraft.of(runId).agency("basic").run());
        try {
            assertThat(client.with("x-agency-hop", "1")
                            .get("/basic/runs/" + runId + "?wait=1")
                            .status())
                    .isEqualTo(404);
        } finally {
            store.runs().end(runId, 1, List.of(), StoredResult.cancelled());
        }
    }

    @Test
    void readers_leaveBeforeTheyAreLookedUp_giveTheirPlacesBack() throws Exception {
        String runId = begin("hang");
        String path = "/basic/runs/" + runId;
        for (int i = 0; i < 3; i++) {
            for (String end : List.of("/stream", "?wait=1")) {
                try (RawHttp connection = RawHttp.to(base)) {
                    connection.send("GET " + path + end + " HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nAuthorization: Bearer " + StoredLimitsProfile.TOKEN + "\r\n"
                            + LateRequests.UNTIL_LEFT + ": 1\r\n\r\n");
                    late.awaitHeld();
                }
                late.awaitServed();
            }
        }
        assertThat(client.get(path + "?wait=1").status()).isEqualTo(200);
        client.cancel("basic", runId);
    }

    /** The run is never delayed, stores only the window's bytes, and cuts off slow readers. */
    @Test
    void reader_neverReads_isCutOffWithoutEnd() throws Exception {
        try (SseClient sleeper = client.raw("/basic/get_response_stream")
                .receiveBuffer(65_536)
                .post(background("flood 12000 of 1000").toString())) {
            String runId = AnswerFrame.of(sleeper.readFrame().orElseThrow())
                    .data()
                    .path("run_id")
                    .asText();
            ServiceAnswer over = client.get("/basic/runs/" + runId + "?wait=30");
            assertThat(over.body().path("status").asText()).isEqualTo("completed");
            long last = over.body().path("last_event_id").asLong();

            // It holds no memory any more, although it has not read a byte since.
            awaitAllPlaces();
            List<String> read = new ArrayList<>();
            assertThat(readToTheCut(sleeper, read)).as("cut within the stream").isTrue();
            // On a busy machine, the run may exceed the window before the reader has more than the first frame.
            assertThat(read).noneMatch(frame -> frame.contains("event: end"));
            long lastRead = read.size() + 1L;
            SseFrames.assertUnbroken(read, 2);

            ServiceAnswer failure = client.with("Last-Event-ID", "" + lastRead).get("/basic/runs/" + runId + "/stream");
            assertThat(failure.status())
                    .as(failure.text().substring(0, Math.min(200, failure.text().length())))
                    .isEqualTo(410);
            assertThat(failure.body().path("detail").asText()).contains("no longer stored");
            long oldest = failure.body().path("oldest_event_id").asLong();
            assertThat(oldest).isBetween(lastRead + 2, last);
            assertThat(client.get("/basic/runs/" + runId + "/stream").status()).isEqualTo(410);
            SseFrames stored = SseFrames.of(SseFrames.enter(client, "basic", runId, "" + (oldest - 1)));
            SseFrames.assertUnbroken(stored.raw(), (int) oldest);
            assertThat(stored.raw().getLast()).contains("event: end");
            // The row has the number of the last frame shortly before the log has the frame.
            failure = client.with("Last-Event-ID", "" + lastRead).get("/basic/runs/" + runId + "/stream");
            assertThat(failure.body().path("last_event_id").asLong()).isEqualTo(last);
        }
    }

    /** The bytes of a thread count like those of a body until its run ends. */
    @Test
    void runs_onALargeThread_countItsBytes() throws Exception {
        ask(in("large", "text " + "x".repeat(8_000)));
        ObjectNode large = ServiceClient.says("text Hi").put("additional_instructions", "x".repeat(85_000));
        String runId = client.ask("basic", in("large", "hang").put("background", true))
                .body()
                .path("run_id")
                .asText();
        assertFull(ask(large), "100000");
        client.cancel("basic", runId);
        Model.until("its bytes are free", () -> status(large) == 200);

        String holder = client.ask(
                        "basic", large.deepCopy().put("message", "hang").put("background", true))
                .body()
                .path("run_id")
                .asText();
        assertFull(ask(in("large", "text Hi")), "100000");
        try (SseClient refused = client.raw("/basic/get_response_stream")
                .post(in("large", "text Hi").toString())) {
            assertThat(refused.status()).isEqualTo(429);
        }
        assertThat(status(in("small", "text Hi"))).isEqualTo(200);
        client.cancel("basic", holder);
        Model.until("its bytes are free", () -> status(in("large", "text Hi")) == 200);
    }

    @Test
    void answers_fromTheStore_countTogether() throws Exception {
        String runId = ask(in("large", "text " + "x".repeat(8_000)).put("background", true))
                .body()
                .path("run_id")
                .asText();
        ServiceAnswer run = client.get("/basic/runs/" + runId + "?wait=20");
        ServiceAnswer thread = client.get("/basic/threads/large");
        ServiceClient slow = client.with(LateRequests.UNTIL_TOLD, "1");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ServiceAnswer> first = clients.submit(() -> slow.get("/basic/threads/large"));
            late.awaitServed();
            Future<ServiceAnswer> second = clients.submit(() -> slow.get("/basic/runs/" + runId));
            late.awaitServed();

            assertFull(client.get("/basic/threads/large"), "33333");
            assertFull(client.get("/basic/runs/" + runId), "33333");
            assertFull(client.post("/basic/threads/large/fork", "{}"), "33333");
            assertThat(client.get("/basic/threads/large?before=1").status()).isEqualTo(200);
            assertThat(client.post("/basic/threads/large/fork", "{\"after_item\":0}")
                            .status())
                    .isEqualTo(201);
            late.tell();
            late.tell();
            assertThat(first.get().text()).isEqualTo(thread.text());
            assertThat(second.get().text()).isEqualTo(run.text());
        }
        Model.until("their bytes are free", () -> statusOf("/basic/threads/large") == 200);
        assertThat(client.post("/basic/threads/large/fork", "{}").status()).isEqualTo(201);
        assertThat(statusOf("/basic/runs/" + runId)).isEqualTo(200);
    }

    private int statusOf(String path) {
        try {
            return client.get(path).status();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFull(ServiceAnswer refused, String bytes) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.body().path("detail").asText()).contains(bytes, "agency-swarm.limits.request-bytes");
    }

    @Test
    void thread_full_is413() throws Exception {
        String thread = UUID.randomUUID().toString();
        assertThat(status(in(thread, "text " + "x".repeat(5_000)))).isEqualTo(200);
        ServiceAnswer full = client.ask("basic", in(thread, "text " + "y".repeat(15_000)));

        assertThat(full.status()).isEqualTo(413);
        assertThat(full.body().path("detail").asText()).contains("20000", "agency-swarm.threads.max-bytes");
        assertThat(client.get("/basic/threads/" + thread)
                        .body()
                        .path("item_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(status(in(thread, "text Small"))).isEqualTo(200);
    }

    /** The turn exceeds the limit. The run fails, and its thread is free for smaller runs. */
    @Test
    void thread_getsFullInMidRun_failsRunAndIsFree() throws Exception {
        String thread = UUID.randomUUID().toString();
        String pad = "x".repeat(8_000);
        ServiceAnswer full =
                client.ask("basic", in(thread, "call add {\"a\":1,\"b\":2,\"pad\":\"" + pad + "\"} ;; text " + pad));

        assertThat(full.status()).as(full.text()).isEqualTo(413);
        assertThat(full.body().path("detail").asText()).contains("agency-swarm.threads.max-bytes");
        JsonNode run = client.get("/basic/runs?thread_id=" + thread).body().at("/runs/0");
        assertThat(run.path("status").asText()).isEqualTo("failed");
        assertThat(run.path("error").asText()).contains("agency-swarm.threads.max-bytes");
        JsonNode stored = client.get("/basic/threads/" + thread).body();
        assertThat(stored.path("item_count").asInt()).isEqualTo(1);
        assertThat(stored.path("run_id").isNull()).isTrue();
        assertThat(status(in(thread, "text Small"))).isEqualTo(200);
    }

    @Test
    void caller_whoHoldsTooMuch_is429() throws Exception {
        ServiceAnswer refused = client.ask("basic", in("full", "text Hi"));
        for (int i = 0; i < 40 && refused.status() == 200; i++) {
            refused = client.ask("basic", in("full-" + i, "text " + "x".repeat(6_000)));
        }
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("detail").asText()).contains("200000", "agency-swarm.threads.max-caller-bytes");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(client.ask("basic", "text Plain").status()).isEqualTo(200);
    }

    @Test
    void idempotencyKey_refusedRequests_remainsUsable() throws Exception {
        ServiceClient keyed = client.with("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(keyed.with("Authorization", "Bearer other")
                        .ask("basic", "text Hi")
                        .status())
                .isEqualTo(401);
        List<String> runIds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runIds.add(begin("hang"));
        }
        assertThat(keyed.ask("basic", "text Hi").status()).isEqualTo(429);
        for (String runId : runIds) {
            client.cancel("basic", runId);
        }
        awaitAllPlaces();
        Model.forget();

        ServiceAnswer started = awaitAPlace(keyed, ServiceClient.says("text Hi"));
        assertThat(started.response()).isEqualTo("Hi");
        assertThat(keyed.ask("basic", "text Hi").text()).isEqualTo(started.text());
        assertThat(Model.requests()).hasSize(1);
    }

    @Test
    void idempotencyKey_storeFull_remainsUsable() throws Exception {
        ServiceClient keyed = client.with("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(status(in("full", "text " + "x".repeat(5_000)))).isEqualTo(200);
        ObjectNode tooLarge = in("full", "text " + "y".repeat(15_000));
        assertThat(keyed.ask("basic", tooLarge).status()).isEqualTo(413);
        assertThat(keyed.ask("basic", tooLarge).status()).as("again").isEqualTo(413);
        client.send("DELETE", "/basic/threads/full", "");
        for (int i = 0; i < 20; i++) {
            client.ask("basic", in("full-" + i, "text " + "x".repeat(6_000)));
        }
        assertThat(keyed.ask("basic", tooLarge).status()).isEqualTo(429);
        nothingIsLeft();

        ServiceAnswer started = keyed.ask("basic", in("other", "text Room"));
        assertThat(started.response()).as(started.text()).isEqualTo("Room");
    }

    @Test
    void run_withAKeyThatNobodyComesBackFor_isCancelled() throws Exception {
        ServiceClient keyed = client.with("Idempotency-Key", UUID.randomUUID().toString());
        String runId;
        try (LiveStream stream = keyed.open("basic", "hang")) {
            runId = stream.runId();
        }
        ServiceAnswer over = client.get("/basic/runs/" + runId + "?wait=20");
        assertThat(over.body().path("status").asText()).isEqualTo("cancelled");
        StreamedAnswer second = keyed.stream("basic", "hang");
        assertThat(second.runId()).isEqualTo(runId);
        assertThat(second.messages().path("cancelled").asBoolean()).isTrue();
        awaitAllPlaces();
    }

    @Test
    void lists_withTheSharedToken_haveAllInPages_whereThatIsAllowed() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.ask("basic", in("listed-" + i, "text Message " + i));
        }
        ServiceAnswer page = client.get("/basic/threads?limit=2");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.body().path("threads").findValuesAsText("thread_id")).containsExactly("listed-2", "listed-1");
        assertThat(page.body().path("has_more").asBoolean()).isTrue();
        JsonNode entry = page.body().path("threads").get(0);
        assertThat(entry.fieldNames())
                .toIterable()
                .containsExactly("thread_id", "title", "created_at", "updated_at", "item_count", "run_id");
        assertThat(entry.path("title").asText()).isEqualTo("text Message 2");
        ServiceAnswer remaining = client.get("/basic/threads?limit=2&before=listed-1");
        assertThat(remaining.body().path("threads").findValuesAsText("thread_id"))
                .containsExactly("listed-0");
        assertThat(remaining.body().path("has_more").asBoolean(true)).isFalse();

        ServiceAnswer runs = client.get("/basic/runs?limit=2");
        assertThat(runs.body().path("runs")).hasSize(2);
        assertThat(runs.body().path("has_more").asBoolean()).isTrue();
        assertThat(runs.body().path("runs").get(0).has("new_messages")).isFalse();
        String before = runs.body().path("runs").get(1).path("run_id").asText();
        assertThat(client.get("/basic/runs?limit=2&before=" + before).body().path("runs"))
                .hasSize(1);
        assertThat(client.get("/basic/runs?status=completed&thread_id=listed-1")
                        .body()
                        .path("runs"))
                .hasSize(1);
        assertThat(client.get("/basic/runs?status=failed").body().path("runs")).isEmpty();
        for (String wrong : List.of("status=over", "limit=0", "limit=101", "limit=x")) {
            assertThat(client.get("/basic/runs?" + wrong).status()).as(wrong).isEqualTo(422);
        }
    }

    private static boolean readToTheCut(SseClient stream, List<String> into) {
        try {
            for (Optional<String> frame = stream.readFrame(); frame.isPresent(); frame = stream.readFrame()) {
                into.add(frame.get());
            }
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** Takes each place as soon as it is free. */
    private void awaitAllPlaces() throws Exception {
        List<String> runIds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Model.until("a place is free", () -> {
                ServiceAnswer answer = ask(background("hang"));
                if (answer.status() == 202) {
                    runIds.add(answer.body().path("run_id").asText());
                }
                return answer.status() == 202;
            });
        }
        for (String runId : runIds) {
            client.cancel("basic", runId);
        }
    }

    /** Returns the answer once there is a free place. */
    private static ServiceAnswer awaitAPlace(ServiceClient client, ObjectNode body) throws Exception {
        AtomicReference<ServiceAnswer> answer = new AtomicReference<>();
        Model.until("a place is free", () -> {
            answer.set(ask(client, body));
            return answer.get().status() != 429;
        });
        return answer.get();
    }

    private String begin(String script) throws Exception {
        ServiceAnswer accepted = client.ask("basic", background(script));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.body().path("run_id").asText();
    }

    private int status(ObjectNode body) {
        return ask(body).status();
    }

    private ServiceAnswer ask(ObjectNode body) {
        return ask(client, body);
    }

    private static ServiceAnswer ask(ServiceClient client, ObjectNode body) {
        try {
            return client.ask("basic", body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode background(String script) {
        return ServiceClient.says(script).put("background", true);
    }

    private static ObjectNode in(String thread, String script) {
        return ServiceClient.says(script).put("thread_id", thread);
    }
}
