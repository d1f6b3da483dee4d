package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.ThreadItem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be kept.
 *
 * @param runId the run's id, which no other run has
 * @param agency the agency's name
 * @param principal the subject of the caller's token, null where there is none
 * @param background whether the run outlives its connection
 * @param thread the thread that it adds to, null for none
 * @param itemsElsewhere whether the thread's items are kept by the application's own store, so that only the thread's
 *     live run is looked after here, and the run's items are kept with the run
 * @param onBusy what becomes of it where the thread has a live run
 * @param history what the client says was said before, null where it says nothing. Where the thread's items are the
 *     beginning of it, the rest is appended; else it takes their place, as a new generation of the thread
 * @param items what the user says
 * @param idempotency the key that the client sent, null for none
 * @param room takes room in memory for the thread's items, where the run loads them because the client sends no history
 */
public record NewRun(
        String runId,
        String agency,
        @Nullable String principal,
        boolean background,
        @Nullable ThreadKey thread,
        boolean itemsElsewhere,
        OnBusy onBusy,
        @Nullable List<ThreadItem> history,
        List<ThreadItem> items,
        @Nullable Idempotency idempotency,
        HistoryBudget room) {

    /**
     * A key by which a client repeats a request without beginning a second run. It is the caller's own, for one agency
     * and endpoint.
     *
     * @param endpoint the last part of the endpoint's path
     * @param key 1 to 255 visible characters
     * @param bodyHash a hash of the body's bytes, in hexadecimal digits
     */
    public record Idempotency(String endpoint, String key, String bodyHash) {

        /** The key of a request with this body. */
        public static Idempotency of(String endpoint, String key, byte[] body) {
            return new Idempotency(endpoint, key, HexFormat.of().formatHex(sha256().digest(body)));
        }
    }

    /** Room in memory for the items of its thread that a run loads when it has begun. */
    @FunctionalInterface
    public interface HistoryBudget {

        /** Nobody counts what is loaded. */
        HistoryBudget UNCOUNTED = bytes -> {};

        /**
         * Takes the room. Called within the transaction that lets the run begin or wait, on any thread; must not block.
         * May be called again, because a transaction is repeated or a run has waited: the largest number counts, not
         * their sum.
         *
         * @param bytes of the JSON of the thread's items
         * @throws AgencyException if there is no room; nothing is written then
         */
        void take(long bytes);
    }

    /** Copies the lists. */
    public NewRun {
        history = history == null ? null : List.copyOf(history);
        items = List.copyOf(items);
    }

    /**
     * The row's name for the idempotency key: a hash of the key, the endpoint, the agency and the caller, in 64
     * hexadecimal digits. The key itself is not stored.
     */
    public Optional<String> idempotencyHash() {
        if (idempotency == null) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        String caller = principal == null ? "" : "=" + principal;
        for (String part : List.of(agency, caller, idempotency.endpoint(), idempotency.key())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            // No text in UTF-8 holds this byte, so that two lists of parts never run together to the same bytes.
            digest.update((byte) 0xFF);
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Takes room for what the run loads of its thread.
     *
     * @param bytes what the thread's items have now
     * @throws AgencyException if there is no room
     */
    public void takeRoom(long bytes) {
        if (history == null && !itemsElsewhere) {
            room.take(bytes);
        }
    }

    /** The refusal of this run where another caller's, or another agency's, has its id. */
    public AgencyException idTaken() {
        return new AgencyException(
                ErrorCode.CONFLICT,
                "The run id \"" + runId + "\" is that of another run. Send the request with another id.");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
