package io.agencyswarm.store.memory;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The idempotency keys of the last 24 hours, by their hashes. They take at most a quarter of the store's bytes; when
 * there are more, the oldest are discarded first. Guarded by the lock of its store.
 */
final class MemoryKeys {

    private static final long REMEMBERED_NANOS = Duration.ofHours(24).toNanos();

    /** The memory of a key, with three strings. */
    private static final int WEIGHT = 512;

    private static final int SHARE = 4;

    private final Map<String, UsedKey> keys = new LinkedHashMap<>();
    private final MemoryBudget budget;
    private final int max;

    /** The run that a key started, and the hash of the body. */
    record UsedKey(String runId, String bodyHash, long nanos) {}

    MemoryKeys(MemoryBudget budget) {
        this.budget = budget;
        this.max = Math.toIntExact(Math.clamp(budget.maxBytes() / SHARE / WEIGHT, 1, Integer.MAX_VALUE));
    }

    /** Returns the run that the key started within the last 24 hours. */
    Optional<UsedKey> find(String hash, long nowNanos) {
        return Optional.ofNullable(keys.get(hash)).filter(key -> !isExpired(key, nowNanos));
    }

    void add(String hash, UsedKey key) {
        remove(hash);
        keys.put(hash, key);
        budget.charge(WEIGHT);
        if (keys.size() > max) {
            remove(keys.keySet().iterator().next());
        }
    }

    /**
     * Discards expired keys.
     *
     * @return whether there may be more of them than {@code limit}
     */
    boolean expire(int limit, long nowNanos) {
        Iterator<UsedKey> oldest = keys.values().iterator();
        for (int i = 0; i < limit; i++) {
            if (!oldest.hasNext() || !isExpired(oldest.next(), nowNanos)) {
                return false;
            }
            oldest.remove();
            budget.charge(-WEIGHT);
        }
        return true;
    }

    private void remove(String hash) {
        if (keys.remove(hash) != null) {
            budget.charge(-WEIGHT);
        }
    }

    private static boolean isExpired(UsedKey key, long nowNanos) {
        return nowNanos - key.nanos() >= REMEMBERED_NANOS;
    }
}
