package io.agencyswarm.run.loop;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.run.RunLimitsConfig;
import io.agencyswarm.usage.TokenUsage;
import io.agencyswarm.usage.UsageTotals;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a run uses, including its delegated runs, and refuses what exceeds its limits. Thread-safe. */
final class RunQuota {

    private final RunLimitsConfig limits;
    private final AtomicInteger modelRequests = new AtomicInteger();
    private final AtomicLong keptBytes = new AtomicLong();

    /** Guarded by this. */
    private UsageTotals usage = UsageTotals.NONE;

    RunQuota(RunLimitsConfig limits) {
        this.limits = limits;
    }

    /**
     * Counts a model request.
     *
     * @throws AgencyException if the run has reached its limit
     */
    void countModelRequest(String agent) {
        if (modelRequests.incrementAndGet() > limits.modelRequests()) {
            throw new AgencyException(
                    ErrorCode.REQUEST_LIMIT,
                    "Agent " + agent + " would make model request " + (limits.modelRequests() + 1)
                            + " of this run, but a run may make " + limits.modelRequests()
                            + " (agency-swarm.limits.model-requests).");
        }
    }

    /**
     * Counts bytes that are kept until the run ends.
     *
     * @throws AgencyException if the run exceeds its limit
     */
    void countKept(String agent, long size) {
        if (keptBytes.addAndGet(size) > limits.runBytes()) {
            throw new AgencyException(
                    ErrorCode.RUN_TOO_LARGE,
                    "Agent " + agent + ": the conversation of this run exceeds " + limits.runBytes()
                            + " bytes (agency-swarm.limits.run-bytes).");
        }
    }

    /**
     * Counts the usage of a model request.
     *
     * @param cost US dollars
     * @return the usage of this request alone
     */
    synchronized UsageTotals countUsage(TokenUsage tokens, double cost) {
        usage = usage.plus(tokens, cost);
        return UsageTotals.NONE.plus(tokens, cost);
    }

    /** Returns the usage so far. */
    synchronized UsageTotals usage() {
        return usage;
    }
}
