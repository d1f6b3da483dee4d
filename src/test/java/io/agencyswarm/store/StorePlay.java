package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays {@link StoreStep}s on a store and records, without times and attempts, its answers and its final state. All
 * data belongs to one agency and caller, so that several plays can use one store.
 */
public final class StorePlay {

    private static final int PAGE = 3;
    private static final int KEYS = 3;
    private static final int LONG_TEXT = 700;

    private final Store store;
    private final String caller;
    private final Consumer<Duration> clock;
    private final List<NewRun> runs = new ArrayList<>();
    private final Map<String, Long> attempts = new HashMap<>();
    private final Set<String> queued = new HashSet<>();
    private final Set<String> started = new HashSet<>();
    private final List<ThreadKey> threads = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Creates a play.
     *
     * @param caller the name of its caller and of its agency
     * @param clock advances the store's time
     */
    public StorePlay(Store store, String caller, Consumer<Duration> clock) {
        this.store = store;
        this.caller = caller;
        this.clock = clock;
        for (int i = 0; i < StoreStep.THREADS; i++) {
            threads.add(new ThreadKey(caller, "thread-" + i, caller));
        }
    }

    /** Plays all steps, and returns the answers and the final state. */
    public List<String> play(List<StoreStep> steps) {
        for (StoreStep step : steps) {
            String answer;
            try {
                answer = play(step);
            } catch (AgencyException e) {
                answer = e.code() + " " + e.getMessage();
            }
            notes.add(step + ": " + answer);
        }
        runs.forEach(this::note);
        threads.forEach(this::note);
        noteLists();
        return List.copyOf(notes);
    }

    private String play(StoreStep step) {
        return switch (step.kind()) {
            case ADMIT -> admit(draft(step));
            case ADMIT_AGAIN -> run(step).map(this::admit).orElse("");
            case CLAIM ->
                run(step)
                        .filter(run -> queued.contains(run.runId()))
                        .map(run -> answer(run, store.runs().claim(run)))
                        .orElse("");
            case ADVANCE -> advance(step, 0);
            case ADVANCE_LATE -> advance(step, 1);
            case END -> end(step, 0);
            case END_LATE -> end(step, 1);
            case DELETE_RUN ->
                run(step).map(run -> "" + store.runs().delete(run.runId())).orElse("");
            case DELETE_THREAD -> "" + store.threads().delete(thread(step));
            case FORK -> fork(step);
            case SWEEP -> sweep();
            case PASS_TIME -> {
                clock.accept(step.number() % 2 == 0 ? Duration.ofMinutes(1) : Duration.ofDays(8));
                yield "";
            }
        };
    }

    private NewRun draft(StoreStep step) {
        int number = runs.size();
        RunDraft draft = RunDraft.of(caller + "-" + number).agency(caller).principal(caller);
        if (step.thread() < StoreStep.THREADS) {
            draft = draft.thread(threads.get(step.thread())).onBusy(OnBusy.values()[step.number() % 3]);
        }
        draft = switch (step.number()) {
            case 3, 4 -> draft.history(List.of());
            case 5 -> draft.history(List.of(StoredItems.user("Replaced by " + number)));
            case 6 -> draft.says();
            case 7, 8 -> draft.key("key-" + step.run() % KEYS, "body-" + step.number() % 2);
            case 9 -> draft.says(StoredItems.user("x".repeat(LONG_TEXT)));
            case 11 -> draft.itemsElsewhere();
            case 12 -> draft.itemsElsewhere().history(List.of(StoredItems.user("Elsewhere")));
            default -> draft;
        };
        if (step.number() == 10 && draft.run().thread() != null) {
            draft = draft.history(store.threads().items(draft.run().thread()));
        }
        runs.add(draft.run());
        return draft.run();
    }

    private String admit(NewRun run) {
        return answer(run, store.runs().admit(run));
    }

    private String answer(NewRun run, AdmissionResult admitted) {
        return switch (admitted) {
            case AdmissionResult.Admitted(long attempt) -> {
                attempts.put(run.runId(), attempt);
                started.add(run.runId());
                yield "begun";
            }
            case AdmissionResult.Queued(long attempt, List<String> interrupted) -> {
                attempts.put(run.runId(), attempt);
                queued.add(run.runId());
                yield "queued, interrupts " + interrupted;
            }
            case AdmissionResult.Repeated(StoredRun earlier) -> "repeats " + text(earlier);
            case AdmissionResult.Busy busy -> "" + busy;
            case AdmissionResult.QueueFull full -> "" + full;
            case AdmissionResult.RepeatedDeleted deleted -> "" + deleted;
            case AdmissionResult.KeyReused reused -> "" + reused;
            case AdmissionResult.Full full -> "" + full;
            case AdmissionResult.AlreadyEnded ended -> "" + ended;
        };
    }

    private String advance(StoreStep step, int late) {
        return run(step)
                .filter(run -> started.contains(run.runId()))
                .map(run -> "" + store.runs().advance(run.runId(), attempt(run) - late, items(step), step.number()))
                .orElse("");
    }

    private String end(StoreStep step, int late) {
        StoredResult result = switch (step.number() % 4) {
            case 0 -> StoredItems.failed();
            case 1 -> StoredItems.named("Name " + step.number());
            case 2 -> StoredResult.cancelled();
            default -> StoredItems.completed(step.number());
        };
        return run(step)
                .filter(run -> attempts.containsKey(run.runId()))
                .map(run -> "" + store.runs().end(run.runId(), attempt(run) - late, items(step), result))
                .orElse("");
    }

    private long attempt(NewRun run) {
        return attempts.getOrDefault(run.runId(), 0L);
    }

    private static List<ThreadItem> items(StoreStep step) {
        return switch (step.number()) {
            case 0, 1 -> List.of();
            case 2, 3 -> List.of(StoredItems.call("call"), StoredItems.output("call"), StoredItems.assistant("Answer"));
            case 4 -> List.of(StoredItems.reasoning(), StoredItems.assistant("y".repeat(LONG_TEXT)));
            case 5 -> List.of(StoredItems.user("With a file"), StoredItems.assistant("Seen"));
            default -> List.of(StoredItems.assistant("Answer " + step.number()));
        };
    }

    private String fork(StoreStep step) {
        ThreadKey created = new ThreadKey(caller, "fork-" + threads.size(), caller);
        @Nullable Integer afterItem = step.number() > 8 ? null : (Integer) step.number();
        Optional<StoredThread> fork = store.threads()
                .fork(thread(step), afterItem, created, Store.LoadBudget.UNCOUNTED)
                .map(ThreadRepository.ThreadWithItems::thread);
        fork.ifPresent(_ -> threads.add(created));
        return fork.map(StorePlay::text).orElse("none");
    }

    private String sweep() {
        while (store.sweep(() -> runs.stream().map(NewRun::runId).toList())) {}
        return "";
    }

    private Optional<NewRun> run(StoreStep step) {
        int index = runs.size() - 1 - step.run();
        return index < 0 ? Optional.empty() : Optional.of(runs.get(index));
    }

    private ThreadKey thread(StoreStep step) {
        // The forks, too.
        return threads.get((step.thread() + step.run()) % threads.size());
    }

    private void note(NewRun run) {
        String row = store.runs().find(run.runId()).map(StorePlay::text).orElse("none");
        notes.add(run.runId() + ": " + row + " " + json(said(run)));
    }

    private List<ThreadItem> said(NewRun run) {
        return store.runs()
                .read(run.runId(), Store.LoadBudget.UNCOUNTED)
                .map(RunRepository.RunWithItems::items)
                .orElse(List.of());
    }

    private void note(ThreadKey thread) {
        String row = store.threads().find(thread).map(StorePlay::text).orElse("none");
        notes.add(thread.threadId() + ": " + row + " " + json(store.threads().items(thread)) + " newest "
                + json(newest(thread)));
    }

    private List<ThreadItem> newest(ThreadKey thread) {
        return store.threads()
                .read(thread, 1, Integer.MAX_VALUE, Store.LoadBudget.UNCOUNTED)
                .map(ThreadRepository.ThreadWithItems::items)
                .orElse(List.of());
    }

    private void noteLists() {
        noteRuns(null, null);
        noteRuns(RunStatus.CANCELLED, null);
        noteRuns(null, "thread-0");
        @Nullable String before = null;
        boolean more = true;
        while (more) {
            Store.Page<StoredThread> page =
                    store.threads().list(new ThreadRepository.ThreadQuery(caller, true, caller, "", PAGE, before));
            notes.add("threads before " + before + ": "
                    + page.entries().stream().map(StorePlay::text).toList());
            more = page.hasMore();
            before = more ? page.entries().getLast().key().threadId() : null;
        }
    }

    private void noteRuns(@Nullable RunStatus status, @Nullable String thread) {
        @Nullable String before = null;
        boolean more = true;
        while (more) {
            Store.Page<StoredRun> page =
                    store.runs().list(new RunRepository.RunQuery(caller, false, null, status, thread, PAGE, before));
            notes.add("runs before " + before + ": "
                    + page.entries().stream().map(StoredRun::runId).toList());
            more = page.hasMore();
            before = more ? page.entries().getLast().runId() : null;
        }
    }

    private static String text(StoredRun run) {
        return run.runId() + " " + run.principal() + " " + run.thread() + " " + run.background() + " " + run.status()
                + (run.startedAt() == null ? " not started" : " started") + (run.endedAt() == null ? "" : " ended")
                + " "
                + run.result() + " " + run.lastEventId();
    }

    private static String text(StoredThread thread) {
        return thread.key() + " " + thread.title() + " " + thread.itemCount() + " items, " + thread.bytes()
                + " bytes, live " + thread.liveRunId();
    }

    private static List<String> json(List<ThreadItem> items) {
        return items.stream().map(item -> Json.text(item.toJson())).toList();
    }
}
