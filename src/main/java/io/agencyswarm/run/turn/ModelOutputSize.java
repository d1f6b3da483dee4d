package io.agencyswarm.run.turn;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;

/** Counts the bytes of one model's output, as a sum of its events. Not thread-safe. */
public final class ModelOutputSize {

    private final long maxBytes;
    private long bytes;

    /**
     * Creates a counter at zero.
     *
     * @param maxBytes the limit; must be positive
     */
    public ModelOutputSize(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds bytes.
     *
     * @throws ModelException if the output exceeds the limit
     */
    public void add(long more) {
        bytes += more;
        if (bytes > maxBytes) {
            throw new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's answer is longer than " + maxBytes
                            + " bytes of events (agency-swarm.limits.answer-bytes)",
                    null);
        }
    }
}
