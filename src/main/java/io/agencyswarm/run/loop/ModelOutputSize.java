package io.agencyswarm.run.loop;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.run.RunLimitsConfig;

/** Counts the bytes of one answer of a model. Not thread-safe. */
final class ModelOutputSize {

    private final long max;
    private long bytes;

    ModelOutputSize(RunLimitsConfig limits) {
        this.max = limits.answerBytes();
    }

    /**
     * Adds bytes.
     *
     * @throws ModelException if the answer exceeds the limit
     */
    void add(long more) {
        bytes += more;
        if (bytes > max) {
            throw new ModelException(
                    ErrorCode.MODEL_FAILED,
                    "the model's answer is longer than " + max + " bytes of events (agency-swarm.limits.answer-bytes)",
                    null);
        }
    }
}
