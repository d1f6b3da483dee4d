package io.agencyswarm.e2e.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.e2e.Program;
import io.agencyswarm.json.Json;
import io.agencyswarm.testing.SseClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs and threads of one process, as the other one reports them. Both use one PostgreSQL. */
@Packaged
@Timeout(120)
class SharedStoreIT {

    private static final String TURNS = "call PackingList {\"city\":\"Rome\",\"nights\":2} ;; say 12 every 60ms";

    private static final Pattern WRITE = Pattern.compile("(INSERT INTO|UPDATE|DELETE FROM) ");

    private static final Pattern INSERTED_RUN =
            Pattern.compile("INSERT INTO runs .*?\\$1 = '(?<id>[^']+)'", Pattern.DOTALL);

    private static PostgresPods pods;

    @BeforeAll
    static void start() throws Exception {
        pods = PostgresPods.shared();
    }

    @Test
    void run_ofTheOtherPod_isSeenAndWaitedFor() throws Exception {
        BackgroundRun run = BackgroundRun.begin(pods.at(0), TURNS);

        assertThat(run.seenBy(pods.at(1)).path("status").asText()).isEqualTo("running");
        JsonNode over = run.awaitedBy(pods.at(1));

        assertThat(over.path("status").asText()).as(over.toString()).isEqualTo("completed");
        assertThat(over.path("response").asText()).startsWith("w1 w2");
        assertThat(over.path("new_messages")).hasSize(4);
        assertThat(run.seenBy(pods.at(0))).isEqualTo(over);
    }

    @Test
    void stream_cutAgainAndAgainAndEnteredAtAnotherPod_hasTheBytesOfAnUncutOne() throws Exception {
        BackgroundRun run = BackgroundRun.begin(pods.at(0), TURNS);
        List<Future<List<String>>> live = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            live.add(readers.submit(() -> run.frames(pods.at(0), 0)));
            live.add(readers.submit(() -> run.frames(pods.at(1), 0)));
            for (int piece = 1; piece <= 4; piece++) {
                int max = piece;
                live.add(readers.submit(() -> inPieces(run, max, List.of(pods.at(1), pods.at(0)))));
                live.add(readers.submit(() -> inPieces(run, max, List.of(pods.atAny()))));
            }
        }
        List<String> whole = live.getFirst().get();

        assertThat(whole.getLast()).contains("event: end\n");
        for (Future<List<String>> one : live) {
            assertThat(one.get()).isEqualTo(whole);
        }
        for (int cut = 1; cut < whole.size(); cut++) {
            assertThat(run.frames(pods.at(1), cut)).isEqualTo(whole.subList(cut, whole.size()));
        }
        try (SseClient nothing = run.stream(pods.at(1), whole.size())) {
            assertThat(nothing.status()).isEqualTo(204);
        }
        assertThat(run.seenBy(pods.at(1)).path("last_event_id").asInt()).isEqualTo(whole.size());
    }

    @Test
    void run_ofTheOtherPod_isCancelledAtOnce() throws Exception {
        BackgroundRun run = BackgroundRun.begin(pods.at(0), "hang");

        assertThat(pods.at(1).cancel(run.id(), "immediate")).matches(LoadCaller.Cancelled::succeeded);

        assertThat(run.seenBy(pods.at(1)).path("status").asText()).isEqualTo("cancelled");
        assertThat(pods.at(1).cancel(run.id(), "immediate")).returns(404, LoadCaller.Cancelled::status);
    }

    @Test
    void key_sentFiftyTimesAtOnceToBoth_beginsOneRunWithOneModelRequest() throws Exception {
        pods.model().reset();
        String body = Json.object().put("message", "say 5 every 100ms").toString();
        List<HttpResponse<String>> answers =
                fiftyTimes(pod -> pod.with("Idempotency-Key", "fifty-plain").post("/travel/get_response", body));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(answers.getFirst().body());
        });
        assertThat(pods.model().requests()).hasSize(1);
    }

    @Test
    void key_sentFiftyTimesAtOnceForAStream_givesAllTheSameFrames() throws Exception {
        pods.model().reset();
        List<List<String>> streams = fiftyTimes(pod -> {
            SseClient.Request request = SseClient.to(pod.base().resolve("/travel/get_response_stream"));
            pod.with("Idempotency-Key", "fifty-streams").headers().forEach(request::header);
            try (SseClient stream = request.post(
                    Json.object().put("message", "say 10 every 50ms").toString())) {
                return stream.readFrames();
            }
        });

        assertThat(streams).allSatisfy(frames -> assertThat(frames).isEqualTo(streams.getFirst()));
        assertThat(streams.getFirst().getLast()).contains("event: end\n");
        assertThat(pods.model().requests()).hasSize(1);
    }

    @Test
    void interrupt_ofARunOfTheOtherPod_endsItAndKeepsTheThreadWhole() throws Exception {
        String thread = "interrupted-" + System.nanoTime();
        BackgroundRun first = BackgroundRun.begin(
                pods.at(0), Json.object().put("message", "say 9000 every 20ms").put("thread_id", thread));
        HttpResponse<String> refused = pods.at(1)
                .post(
                        "/travel/get_response",
                        Json.object()
                                .put("message", "text No")
                                .put("thread_id", thread)
                                .toString());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Json.read(refused.body()).path("run_id").asText()).isEqualTo(first.id());

        HttpResponse<String> answer = pods.at(1)
                .post(
                        "/travel/get_response",
                        Json.object()
                                .put("message", "text Second")
                                .put("thread_id", thread)
                                .put("on_busy", "interrupt")
                                .toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(first.seenBy(pods.at(1)).path("status").asText()).isEqualTo("cancelled");
        JsonNode stored = Json.read(pods.at(0).get("/travel/threads/" + thread).body());
        assertThat(stored.path("items").findValuesAsText("role")).isEqualTo(List.of("user", "user", "assistant"));
        assertThat(stored.path("run_id").isNull()).isTrue();
    }

    @Test
    void thread_ofOtherPod_isReadAndContinues() throws Exception {
        String thread = "shared-" + System.nanoTime();
        for (int i = 0; i < 4; i++) {
            BackgroundRun run = BackgroundRun.begin(
                    pods.at(i % 2),
                    Json.object().put("message", "text Answer " + i).put("thread_id", thread));
            assertThat(run.awaitedBy(pods.at((i + 1) % 2)).path("status").asText())
                    .isEqualTo("completed");
        }
        JsonNode stored =
                Json.read(pods.atAny().get("/travel/threads/" + thread).body());
        assertThat(stored.path("item_count").asInt()).isEqualTo(8);
        assertThat(Json.read(pods.atAny().get("/travel/threads/" + thread).body()))
                .isEqualTo(stored);
    }

    /** Round trips to the database are the largest cost of a run with a thread. */
    @Test
    void run_ofOneTurn_readsInOneTransactionAndWritesInTwo() throws Exception {
        String thread = "counted-" + System.nanoTime();
        Pod pod = pods.another(Map.of("AGENCY_SWARM_STORE_URL", pods.server().loggedUrl("postgres")));
        try (Program _ = pod.program()) {
            LoadCaller caller = PostgresPods.at(pod);
            String body = Json.object()
                    .put("message", "text Hello")
                    .put("thread_id", thread)
                    .toString();
            assertThat(caller.post("/travel/get_response", body).statusCode()).isEqualTo(200);
            List<String> first = transactionsOf(thread);
            assertThat(caller.post("/travel/get_response", body).statusCode()).isEqualTo(200);

            List<String> second = transactionsOf(thread);
            second.removeAll(first);
            assertThat(second).hasSize(3);
            assertThat(second).filteredOn(one -> WRITE.matcher(one).find()).hasSize(2);
        }
    }

    /** Counts the statements that name the thread or one of its runs. */
    private static List<String> transactionsOf(String thread) throws Exception {
        List<String> all = pods.server().transactions();
        Set<String> names = new HashSet<>(Set.of(thread));
        for (String one : all) {
            Matcher run = INSERTED_RUN.matcher(one);
            if (one.contains(thread) && run.find()) {
                names.add(run.group("id"));
            }
        }
        return all.stream()
                .filter(one -> names.stream().anyMatch(one::contains))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Reads to the end, with a new connection to the next caller after every few frames. */
    private static List<String> inPieces(BackgroundRun run, int max, List<LoadCaller> callers) throws Exception {
        List<String> frames = new ArrayList<>();
        for (int i = 0; ; i++) {
            try (SseClient stream = run.stream(callers.get(i % callers.size()), frames.size())) {
                if (stream.status() == 204) {
                    return frames;
                }
                assertThat(stream.status()).isEqualTo(200);
                Optional<String> frame = stream.readFrame();
                for (int read = 0; frame.isPresent() && read < max; read++) {
                    frames.add(frame.get());
                    frame = read + 1 < max ? stream.readFrame() : Optional.empty();
                }
            }
        }
    }

    private interface Asking<T> {
        T ask(LoadCaller pod) throws Exception;
    }

    private static <T> List<T> fiftyTimes(Asking<T> request) throws Exception {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            LoadCaller pod = pods.at(i % 2);
            all.add(() -> request.ask(pod));
        }
        List<T> answers = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> one : workers.invokeAll(all)) {
                answers.add(one.get());
            }
        }
        return answers;
    }
}
