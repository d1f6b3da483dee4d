package io.agencyswarm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.store.RunRepository.WriteResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Concurrent calls: nothing is lost or repeated, and a thread has at most one live run. */
interface CrowdCases extends StoreUnderTest {

    int CROWD = 50;

    @Test
    default void admit_concurrentWithReject_startsOne() throws Exception {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        List<AdmissionResult> answers =
                atOnce(numbers(), i -> store.runs().admit(RunDraft.in(key, "r" + i, OnBusy.REJECT)));

        String live = liveRun(store, key);
        assertThat(answers)
                .filteredOn(AdmissionResult.Admitted.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof AdmissionResult.Admitted))
                .hasSize(CROWD - 1)
                .containsOnly(new AdmissionResult.Busy(live));
        assertThat(texts(store, key)).containsExactly("Hello from " + live);
        assertThat(runs(store)).hasSize(1);
    }

    @Test
    default void admit_concurrentWithQueue_startsOneAfterAnother() throws Exception {
        Store store = newStore(Map.of("agency-swarm.runs.queue", String.valueOf(CROWD)));
        ThreadKey key = RunDraft.thread("t");
        List<AdmissionResult> answers = atOnce(numbers(), i -> store.runs().admit(waiting(key, i)));
        assertThat(answers)
                .filteredOn(AdmissionResult.Admitted.class::isInstance)
                .hasSize(1);
        assertThat(answers).filteredOn(AdmissionResult.Queued.class::isInstance).hasSize(CROWD - 1);

        Set<Integer> left = new HashSet<>(numbers());
        List<String> expected = new ArrayList<>();
        int live = begun(answers, numbers());
        long attempt = ((AdmissionResult.Admitted) answers.get(live)).attempt();
        long version = 0;
        while (true) {
            left.remove(live);
            assertThat(liveRun(store, key)).isEqualTo("r" + live);
            assertThat(thread(store, key).version()).isGreaterThan(version);
            version = thread(store, key).version();
            end(store, "r" + live, attempt, StoredItems.assistant("Hi, " + live));
            expected.add("Hello from r" + live);
            expected.add("Hi, " + live);
            if (left.isEmpty()) {
                break;
            }
            List<Integer> claimers = List.copyOf(left);
            List<AdmissionResult> claims = atOnce(claimers, i -> store.runs().claim(waiting(key, i)));
            live = begun(claims, claimers);
            attempt = ((AdmissionResult.Admitted) claims.get(claimers.indexOf(live))).attempt();
        }

        assertThat(texts(store, key)).isEqualTo(expected);
        assertThat(thread(store, key).liveRunId()).isNull();
    }

    @Test
    default void admit_concurrentWithInterrupt_leavesOneQueued() throws Exception {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");

        List<AdmissionResult> answers =
                atOnce(numbers(), i -> store.runs().admit(RunDraft.in(key, "r" + i, OnBusy.INTERRUPT)));

        String first = liveRun(store, key);
        List<StoredRun> waiting = runs(store).stream()
                .filter(run -> run.status() == RunStatus.QUEUED)
                .toList();
        assertThat(answers)
                .filteredOn(AdmissionResult.Admitted.class::isInstance)
                .hasSize(1);
        assertThat(waiting).hasSize(1);
        assertThat(runs(store))
                .filteredOn(run -> run.status() == RunStatus.CANCELLED)
                .hasSize(CROWD - 2);
        assertThat(answers)
                .filteredOn(AdmissionResult.Queued.class::isInstance)
                .allSatisfy(answer -> assertThat(((AdmissionResult.Queued) answer).interrupted())
                        .startsWith(first));
        long attempt = ((AdmissionResult.Admitted) answers.get(Integer.parseInt(first.substring(1)))).attempt();
        end(store, first, attempt);
        claim(store, RunDraft.in(key, waiting.getFirst().runId(), OnBusy.INTERRUPT));
        assertThat(texts(store, key))
                .containsExactly(
                        "Hello from " + first,
                        "Hello from " + waiting.getFirst().runId());
    }

    @Test
    default void admit_manyAtOnceWithOneKey_beginsOne() throws Exception {
        Store store = newStore();

        List<AdmissionResult> answers = atOnce(
                numbers(),
                i -> store.runs().admit(RunDraft.of("r" + i).key("k", "h").run()));

        assertThat(runs(store)).hasSize(1);
        String live = runs(store).getFirst().runId();
        assertThat(answers)
                .filteredOn(AdmissionResult.Admitted.class::isInstance)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof AdmissionResult.Admitted))
                .hasSize(CROWD - 1)
                .allSatisfy(answer -> assertThat(
                                ((AdmissionResult.Repeated) answer).run().runId())
                        .isEqualTo(live));
    }

    @Test
    default void runs_manyAtOnceOnThreadsOfTheirOwn_loseNothing() throws Exception {
        Store store = newStore();

        List<Boolean> done = atOnce(numbers(), i -> {
            ThreadKey key = RunDraft.thread("t" + i % 10);
            String runId = "r" + i;
            AdmissionResult admitted = store.runs().admit(RunDraft.in(key, runId, OnBusy.REJECT));
            if (!(admitted instanceof AdmissionResult.Admitted started)) {
                return false;
            }
            assertThat(store.runs().advance(runId, started.attempt(), List.of(StoredItems.assistant("a " + runId)), 3))
                    .isEqualTo(WriteResult.DONE);
            end(store, runId, started.attempt(), StoredItems.assistant("b " + runId));
            return true;
        });

        assertThat(done).filteredOn(Boolean::booleanValue).hasSizeGreaterThanOrEqualTo(10);
        int items = 0;
        for (int i = 0; i < 10; i++) {
            List<String> texts = texts(store, RunDraft.thread("t" + i));
            for (int j = 0; j < texts.size(); j += 3) {
                String runId = texts.get(j).substring("Hello from ".length());
                assertThat(texts.subList(j, j + 3)).containsExactly("Hello from " + runId, "a " + runId, "b " + runId);
            }
            assertThat(texts).doesNotHaveDuplicates();
            assertThat(thread(store, RunDraft.thread("t" + i)).liveRunId()).isNull();
            items += texts.size();
        }
        assertThat(items)
                .isEqualTo(3 * (int) done.stream().filter(Boolean::booleanValue).count());
    }

    /** Each history has another number of items, and replaces those of the one before. */
    @Test
    default void read_whileHistoriesReplaceItems_hasTheRowBytesAndItemsOfOneMoment() throws Exception {
        Store store = newStore();
        ThreadKey key = RunDraft.thread("t");
        pass(store, RunDraft.in(key, "r"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    List<ThreadItem> history = Collections.nCopies(1 + 20 * (i % 3), StoredItems.user("x" + i));
                    pass(
                            store,
                            RunDraft.of("r" + i).thread(key).history(history).run());
                    store.runs().delete("r" + i);
                    sweep(store);
                }
            });
            for (int reads = 0; !writer.isDone() || reads == 0; reads++) {
                AtomicLong reserved = new AtomicLong();
                assertOfOneMoment(
                        store.threads()
                                .read(key, Integer.MAX_VALUE, Integer.MAX_VALUE, reserved::set)
                                .orElseThrow(),
                        reserved);
                ThreadKey fork = RunDraft.thread("fork" + reads);
                assertOfOneMoment(
                        store.threads().fork(key, null, fork, reserved::set).orElseThrow(), reserved);
            }
            writer.get();
        }
    }

    private static void assertOfOneMoment(ThreadRepository.ThreadWithItems read, AtomicLong reserved) {
        assertThat(read.items()).hasSize(read.thread().itemCount());
        assertThat(read.firstItem()).isEqualTo(1);
        assertThat(reserved).hasValue(read.thread().bytes());
        assertThat(StoredItems.bytes(read.items().toArray(ThreadItem[]::new)))
                .isEqualTo(read.thread().bytes());
    }

    private static NewRun waiting(ThreadKey key, int i) {
        return RunDraft.in(key, "r" + i, OnBusy.ENQUEUE);
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, CROWD).boxed().toList();
    }

    /** Returns the only started run. */
    private static int begun(List<AdmissionResult> answers, List<Integer> numbers) {
        List<Integer> started = numbers.stream()
                .filter(i -> answers.get(numbers.indexOf(i)) instanceof AdmissionResult.Admitted)
                .toList();
        assertThat(started).hasSize(1);
        return started.getFirst();
    }

    private String liveRun(Store store, ThreadKey key) {
        return Objects.requireNonNull(thread(store, key).liveRunId());
    }

    private static List<StoredRun> runs(Store store) {
        return store.runs()
                .list(new RunRepository.RunQuery(RunDraft.AGENCY, false, null, null, null, 1_000, null))
                .entries();
    }

    /** Runs an action for each element, as simultaneously as possible. */
    private static <T> List<T> atOnce(List<Integer> numbers, Function<Integer, T> action)
            throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(numbers.size());
        List<Future<T>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i : numbers) {
                answers.add(threads.submit((Callable<T>) () -> {
                    ready.countDown();
                    ready.await();
                    return action.apply(i);
                }));
            }
        }
        List<T> values = new ArrayList<>();
        for (Future<T> answer : answers) {
            values.add(answer.get());
        }
        return values;
    }
}
