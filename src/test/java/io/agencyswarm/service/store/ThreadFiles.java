package io.agencyswarm.service.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import io.agencyswarm.run.ThreadStore;
import io.agencyswarm.store.ThreadKey;
import io.agencyswarm.testing.Visits;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A thread store as an application could write it, with one file per thread. Threads named {@code broken-…} fail. */
@Singleton
@IfBuildProperty(name = "service-tests.threads", stringValue = "true")
class ThreadFiles implements ThreadStore {

    static final Path DIRECTORY = Path.of("target/service-threads");

    private final Visits visits;

    @Inject
    ThreadFiles(Visits visits) {
        this.visits = visits;
    }

    @Override
    public Conversation load(ThreadKey thread) {
        refuse(thread.threadId(), "broken-load");
        if (thread.agency().equals("scoped")) {
            visits.note("load");
        }
        Path file = file(thread);
        if (!Files.exists(file)) {
            return Conversation.EMPTY;
        }
        try {
            List<ObjectNode> items = new ArrayList<>();
            Json.read(Files.readAllBytes(file)).forEach(item -> items.add((ObjectNode) item));
            return Conversation.of(items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(ThreadKey thread, Conversation conversation) {
        refuse(thread.threadId(), "broken-save");
        if (thread.agency().equals("scoped")) {
            visits.note("save");
        }
        ArrayNode items = Json.object().arrayNode();
        conversation.items().stream().map(ThreadItem::toJson).forEach(items::add);
        try {
            Files.createDirectories(DIRECTORY);
            Files.write(file(thread), Json.bytes(items));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(ThreadKey thread) {
        byte[] name = (thread.agency() + "\n" + thread.threadId() + "\n" + thread.principal())
                .getBytes(StandardCharsets.UTF_8);
        return DIRECTORY.resolve(HexFormat.of().formatHex(name));
    }

    private static void refuse(String threadId, String name) {
        if (threadId.equals(name)) {
            throw new IllegalStateException("the database is away");
        }
        if (threadId.equals(name + "-badly")) {
            throw new NoClassDefFoundError("the driver is not there");
        }
        if (threadId.equals(name + "-fatally")) {
            throw new OutOfMemoryError("the store's cache has no room");
        }
        if (threadId.equals(name + "-undeclared")) {
            ThreadFiles.<RuntimeException>sneak(new IOException("the disk is away"));
        }
    }

    /** Throws an exception that the signature does not declare, as Kotlin code does. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable undeclared) throws T {
        throw (T) undeclared;
    }
}
