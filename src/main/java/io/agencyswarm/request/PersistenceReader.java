package io.agencyswarm.request;

import io.agencyswarm.auth.Caller;
import io.agencyswarm.cluster.ClusterConfig;
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

/** Reads what of a run is to last beyond its connection. */
@Singleton
public class PersistenceReader {

    /** The header by which a request may be repeated. */
    public static final String KEY_HEADER = "Idempotency-Key";

    /** The most characters of a thread's id. */
    public static final int LONGEST_THREAD_ID = 256;

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Caller caller;
    private final boolean alone;
    private final boolean keepsThreads;

    @Inject
    PersistenceReader(Caller caller, Store store, ClusterConfig cluster, Instance<ThreadStore> applications) {
        this.caller = caller;
        this.alone = store.isShared() || cluster.peers().orElse(List.of()).isEmpty();
        this.keepsThreads = alone || applications.isResolvable();
    }

    /**
     * The key that a client has sent with a request.
     *
     * @param endpoint the last part of the endpoint's path
     * @param body the request's body, of which only a hash is kept
     */
    public record SentKey(@Nullable String key, String endpoint, byte[] body) {}

    /**
     * What is to last. Faults of the body are noted in its fields.
     *
     * @throws InvalidRequestException if the key is no key, or this service can't do what is asked for
     */
    public RunRequest.Lasting read(FieldReader fields, SentKey sent) {
        boolean background = fields.flag("background");
        @Nullable OnBusy onBusy = onBusy(fields);
        if (sent.key() != null && !KEY.matcher(sent.key()).matches()) {
            throw invalid(
                    "Input should be 1 to 255 visible characters of ASCII", "string_pattern", "header", KEY_HEADER);
        }
        if (!alone && sent.key() != null) {
            throw unshared("header", KEY_HEADER);
        }
        if (!alone && onBusy != null) {
            throw unshared("body", "on_busy");
        }
        return new RunRequest.Lasting(
                background,
                onBusy == null ? OnBusy.REJECT : onBusy,
                sent.key() == null ? null : NewRun.Idempotency.of(sent.endpoint(), sent.key(), sent.body()),
                caller.subject());
    }

    /** Whether the service keeps threads. */
    public boolean keepsThreads() {
        return keepsThreads;
    }

    /** The thread that a request names, null for none, and where no thread is kept. */
    public @Nullable ThreadKey thread(FieldReader fields, String agency) {
        @Nullable String id = fields.text("thread_id");
        if (id == null) {
            return null;
        }
        if (!isThreadId(id)) {
            fields.wrong("Input should have 1 to " + LONGEST_THREAD_ID + " characters", "string_length", "thread_id");
        }
        return keepsThreads ? new ThreadKey(agency, id, caller.subject()) : null;
    }

    /** Whether a text can be the id of a thread. */
    public static boolean isThreadId(String text) {
        return !text.isBlank() && text.length() <= LONGEST_THREAD_ID;
    }

    private static @Nullable OnBusy onBusy(FieldReader fields) {
        @Nullable String text = fields.text("on_busy");
        return switch (text) {
            case null -> null;
            case "reject" -> OnBusy.REJECT;
            case "enqueue" -> OnBusy.ENQUEUE;
            case "interrupt" -> OnBusy.INTERRUPT;
            default -> {
                fields.wrong("Input should be 'reject', 'enqueue' or 'interrupt'", "literal_error", "on_busy");
                yield null;
            }
        };
    }

    private static InvalidRequestException unshared(String... place) {
        return invalid(
                "This service has several processes without a store that they share, so that it can't tell whether"
                        + " another one has the run. Set agency-swarm.store.kind=postgresql, or leave this out.",
                "not_supported",
                place);
    }

    private static InvalidRequestException invalid(String message, String type, String... place) {
        return new InvalidRequestException(List.of(new Problem(List.of((Object[]) place), message, type)));
    }
}
