package io.agencyswarm.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.store.SetClock;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StorePlay;
import io.agencyswarm.store.StoreStep;
import io.agencyswarm.store.memory.MemoryStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The store in memory and the one in a file give the same answers and have the same content after any sequence of
 * calls.
 */
class StoresFuzzTest {

    /** Small limits, so that the sequences reach them. */
    private static final Map<String, String> LIMITS = Map.of(
            "agency-swarm.runs.queue", "2",
            "agency-swarm.threads.max-bytes", "3000",
            "agency-swarm.threads.max-caller-bytes", "6000",
            "agency-swarm.threads.keep", "2d");

    private static final int STEPS = 25;
    private static final AtomicInteger PLAYS = new AtomicInteger();
    private static final SetClock CLOCK = new SetClock();
    private static final SqliteFiles FILES = new SqliteFiles();

    private static Store memory;
    private static Store file;

    @BeforeContainer
    static void open() throws IOException {
        memory = MemoryStores.open(CLOCK, LIMITS);
        file = FILES.open(
                Files.createTempDirectory(Path.of("target"), "stores-fuzz").resolve("store.db"), LIMITS);
    }

    @AfterContainer
    static void close() {
        FILES.close();
    }

    @Provide
    Arbitrary<List<StoreStep>> sequences() {
        return StoreStep.any().list().ofMinSize(1).ofMaxSize(STEPS);
    }

    @Property
    void anySequence_onBothStores_hasTheSameAnswersAndLeavesTheSame(@ForAll("sequences") List<StoreStep> steps) {
        String caller = "caller-" + PLAYS.incrementAndGet();

        List<String> inMemory = new StorePlay(memory, caller, CLOCK::pass).play(steps);
        List<String> inAFile = new StorePlay(file, caller, FILES::pass).play(steps);

        assertThat(inAFile).isEqualTo(inMemory);
    }
}
