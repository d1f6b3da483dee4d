package io.agencyswarm.store.jdbc;

import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.StoredItems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A separate process that starts and ends runs of one thread in a SQLite file until it is killed. */
final class SqliteWriter {

    private SqliteWriter() {}

    public static void main(String[] args) {
        JdbcStore store = new SqliteFiles().open(Path.of(args[0]), Map.of());
        for (int i = 0; ; i++) {
            String run = "r" + i;
            store.runs().admit(RunDraft.in(RunDraft.thread("t"), run));
            store.runs().end(run, 1, List.of(StoredItems.assistant("Done, " + run)), StoredItems.completed(3));
            System.out.println(run);
        }
    }
}
