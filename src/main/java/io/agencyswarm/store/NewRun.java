package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be stored.
 *
 * @param runId the run's id, which no other run has
 * @param agency the agency's name
 * @param principal the subject of the caller's token; null if there is none
 * @param background whether the run outlives its connection
 * @param thread the thread that it adds to; null for none
 * @param itemsElsewhere whether the application's own store holds the thread's items; then only the thread's live run
 *     is recorded here, and the run's items are stored with the run; without effect if there is no thread
 * @param onBusy what happens if the thread has a live run
 * @param history the earlier conversation that the client sent; null if it sent none. If it begins with the thread's
 *     items, the rest is appended; otherwise it replaces them, as a new generation of the thread
 * @param items the user's message
 * @param idempotency the key that the client sent; null for none
 * @param historyBudget reserves memory for the thread's items, if the run loads them because the client sent no history
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
        Store.LoadBudget historyBudget) {

    /**
     * A key by which a client repeats a request without starting a second run. It is valid for one caller, agency and
     * endpoint.
     *
     * @param endpoint the last part of the endpoint's path
     * @param key 1 to 255 visible characters
     * @param bodyHash a hash of the body's bytes, in hexadecimal digits
     */
    public record Idempotency(String endpoint, String key, String bodyHash) {

        /** Creates the key of a request with this body. */
        public static Idempotency of(String endpoint, String key, byte[] body) {
            return new Idempotency(
                    endpoint, key, HexFormat.of().formatHex(Sha256.newDigest().digest(body)));
        }
    }

    /** Copies the lists, and drops what concerns the thread's items if the run does not add to them. */
    public NewRun {
        boolean addsToThread = addsToThread(thread, itemsElsewhere);
        history = history == null || !addsToThread ? null : List.copyOf(history);
        historyBudget = addsToThread ? historyBudget : Store.LoadBudget.UNCOUNTED;
        items = List.copyOf(items);
    }

    /** Returns whether the run's items are appended to those of its thread. */
    public boolean addsToThread() {
        return addsToThread(thread, itemsElsewhere);
    }

    private static boolean addsToThread(@Nullable ThreadKey thread, boolean itemsElsewhere) {
        return thread != null && !itemsElsewhere;
    }

    /**
     * Returns the row's name for the idempotency key: a hash of the key, the endpoint, the agency and the caller, in 64
     * hexadecimal digits. The key itself is not stored.
     */
    public Optional<String> idempotencyHash() {
        if (idempotency == null) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.newDigest();
        String caller = principal == null ? "" : "=" + principal;
        for (String part : List.of(agency, caller, idempotency.endpoint(), idempotency.key())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            // UTF-8 text never contains this byte, so two different lists of parts never give the same bytes.
            digest.update((byte) 0xFF);
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Reserves memory for the thread's items that the run loads.
     *
     * @param bytes the current size of the thread's items
     * @throws AgencyException if there is not enough memory
     */
    public void reserveHistory(long bytes) {
        if (history == null) {
            historyBudget.reserve(bytes);
        }
    }
}
