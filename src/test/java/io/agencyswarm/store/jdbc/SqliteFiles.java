package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.StoreRules;
import io.agencyswarm.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens SQLite files with a clock that tests move. */
final class SqliteFiles implements AutoCloseable {

    private final List<JdbcStore> open = new ArrayList<>();
    private volatile Duration passed = Duration.ZERO;

    /** Opens a file as the service does at start. */
    JdbcStore open(Path file, Map<String, String> settings) {
        Map<String, String> whole = new HashMap<>(settings);
        whole.put("agency-swarm.store.kind", "embedded");
        whole.put("agency-swarm.store.path", file.toString());
        StoreSettings all = StoreSettings.of(whole);
        JdbcStore store = EmbeddedStoreFactory.open(
                all.store(),
                StoreRules.of(all.runs(), all.threads()),
                all.runs().lease(),
                new Shifted());
        open.add(store);
        return store;
    }

    /** Returns the number of opened files. */
    int count() {
        return open.size();
    }

    /** Moves the clock. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    @Override
    public void close() {
        open.forEach(JdbcStore::close);
    }

    private final class Shifted extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(passed);
        }
    }
}
