package io.agencyswarm.request;

import io.agencyswarm.auth.Caller;
import io.agencyswarm.cluster.Peers;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.ThreadStore;
import io.agencyswarm.store.NewRun;
import io.agencyswarm.store.OnBusy;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.ThreadKey;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields for runs that outlive their connection: background, {@code on_busy}, thread and idempotency key. */
@Singleton
public class StorageOptionsReader {

    /** The header that makes a request safe to repeat. */
    public static final String KEY_HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Caller caller;

    /** Whether the store has the runs and threads of all processes of the service. */
    private final boolean seesAllRuns;

    private final boolean storesThreads;

    @Inject
    StorageOptionsReader(Caller caller, Store store, Peers peers, Instance<ThreadStore> threadStores) {
        this.caller = caller;
        this.seesAllRuns = store.isShared() || !peers.areConfigured();
        this.storesThreads = seesAllRuns || threadStores.isResolvable();
    }

    /**
     * Reads the fields. Problems of the body are added to {@code fields}.
     *
     * @param endpoint the last segment of the endpoint's path
     * @param key the idempotency key, by which repetitions of the request are recognized; null if the client sent none
     * @param body the request's body, of which only a hash is stored
     * @throws InvalidRequestException if the key is not valid, or this service does not support what the request needs
     */
    public RunRequest.StorageOptions read(FieldReader fields, String endpoint, @Nullable String key, byte[] body) {
        boolean background = fields.flag("background");
        @Nullable OnBusy onBusy = onBusy(fields);
        if (key != null && !KEY.matcher(key).matches()) {
            throw invalid(
                    "Input should be 1 to 255 printable ASCII characters without spaces",
                    "string_pattern",
                    "header",
                    KEY_HEADER);
        }
        if (!seesAllRuns && key != null) {
            throw unsharedStore("header", KEY_HEADER);
        }
        if (!seesAllRuns && onBusy != null) {
            throw unsharedStore("body", "on_busy");
        }
        return new RunRequest.StorageOptions(
                background,
                onBusy == null ? OnBusy.REJECT : onBusy,
                key == null ? null : NewRun.Idempotency.of(endpoint, key, body),
                caller.principal());
    }

    /** Returns whether threads are stored. */
    public boolean storesThreads() {
        return storesThreads;
    }

    /**
     * Returns the thread that a request names, or null if it names none, its id is not valid, or threads are not
     * stored.
     */
    public @Nullable ThreadKey thread(FieldReader fields, String agency) {
        @Nullable String id = fields.text("thread_id");
        if (id == null) {
            return null;
        }
        if (!ThreadKey.isId(id)) {
            fields.addProblem(
                    "Input should have 1 to " + ThreadKey.MAX_ID_LENGTH + " characters", "string_length", "thread_id");
            return null;
        }
        return storesThreads ? new ThreadKey(agency, id, caller.principal()) : null;
    }

    private static @Nullable OnBusy onBusy(FieldReader fields) {
        return switch (fields.oneOf("on_busy", List.of("reject", "enqueue", "interrupt"))) {
            case "reject" -> OnBusy.REJECT;
            case "enqueue" -> OnBusy.ENQUEUE;
            case "interrupt" -> OnBusy.INTERRUPT;
            case null, default -> null;
        };
    }

    private static InvalidRequestException unsharedStore(String... path) {
        return invalid(
                "This service has several processes without a shared store, so it can't know whether another process"
                        + " has the run. Set agency-swarm.store.kind=postgresql, or omit this.",
                "not_supported",
                path);
    }

    private static InvalidRequestException invalid(String message, String type, String... path) {
        return new InvalidRequestException(List.of(new Problem(List.of((Object[]) path), message, type)));
    }
}
