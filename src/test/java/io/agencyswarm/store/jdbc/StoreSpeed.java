package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredItems;
import io.agencyswarm.store.ThreadKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures runs per second, each with four calls: the run is admitted to a thread, reads the thread, appends a turn and
 * ends. Not a test: {@code main} prints the figures of both databases, for one caller and for 32 concurrent ones.
 */
final class StoreSpeed {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    private StoreSpeed() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("agency-swarm-speed");
        try (SqliteFiles files = new SqliteFiles();
                PostgresServer server = PostgresServer.start();
                PostgresDatabase database = new PostgresDatabase(server)) {
            measure("embedded", files.open(directory.resolve("speed.db"), Map.of()));
            measure("postgresql", database.newStore(Map.of("agency-swarm.store.connections", "10")));
        }
    }

    /** Prints the runs per second of a store. */
    static void measure(String name, Store store) throws Exception {
        for (int callers : List.of(1, 32)) {
            passFor(store, callers, WARM_UP);
            long runs = passFor(store, callers, MEASURED);
            System.out.printf("%s, %d at a time: %d runs a second%n", name, callers, runs / MEASURED.toSeconds());
        }
    }

    private static long passFor(Store store, int callers, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        AtomicLong runs = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                ThreadKey key = RunDraft.thread(java.util.UUID.randomUUID().toString());
                threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        pass(store, key, java.util.UUID.randomUUID().toString());
                        runs.incrementAndGet();
                    }
                });
            }
        }
        return runs.get();
    }

    private static void pass(Store store, ThreadKey key, String run) {
        store.runs().admit(RunDraft.in(key, run));
        store.threads().read(key, 20, Integer.MAX_VALUE, Store.LoadBudget.UNCOUNTED);
        store.runs().advance(run, 1, List.of(StoredItems.call("c1"), StoredItems.output("c1")), 5);
        store.runs().end(run, 1, List.of(StoredItems.assistant("It is warm.")), StoredItems.completed(9));
    }
}
