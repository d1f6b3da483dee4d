package io.agencyswarm.run.lifecycle;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Collects the failures of a run. Every stage of the run is executed even if an earlier one failed, and the first
 * failure becomes the run's error. An error of the virtual machine is retained, and thrown once the run has released
 * everything. Not thread-safe.
 */
final class FailureCollector {

    /** Codes of errors that may be bugs in code, whose author needs the stack trace. */
    private static final Set<ErrorCode> CODES_WITH_STACK_TRACE = EnumSet.of(
            ErrorCode.INTERNAL,
            ErrorCode.TOOL_FAILED,
            ErrorCode.GUARDRAIL,
            ErrorCode.INTERCEPTED,
            ErrorCode.THREAD_STORE);

    private final String runId;
    private @Nullable AgencyException first;
    private @Nullable VirtualMachineError fatal;

    FailureCollector(String runId) {
        this.runId = runId;
    }

    /** A stage of a run. */
    interface Stage {
        void run() throws InterruptedException;
    }

    /**
     * Executes a stage and collects its failure, checked or not.
     *
     * @throws InterruptedException if the stage was interrupted
     */
    void attempt(Stage stage) throws InterruptedException {
        try {
            stage.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            add(e);
        }
    }

    /** Executes a stage that is never interrupted. */
    void perform(Runnable stage) {
        try {
            stage.run();
        } catch (Throwable e) {
            add(e);
        }
    }

    /** Returns the result of a stage that is never interrupted, or {@code otherwise} if it fails. */
    <T> T get(Supplier<T> stage, T otherwise) {
        try {
            return stage.get();
        } catch (Throwable e) {
            add(e);
            return otherwise;
        }
    }

    /** Adds a failure that was caught elsewhere. */
    void add(Throwable failure) {
        if (fatal == null && failure instanceof VirtualMachineError e) {
            fatal = e;
        }
        if (first == null) {
            first = failure instanceof AgencyException expected ? expected : unexpected(failure);
        }
    }

    /**
     * Replaces all earlier failures, which are consequences of stopping the run, with {@code cause}; null if the client
     * cancelled.
     */
    void replace(@Nullable AgencyException cause) {
        first = cause;
    }

    /** Returns the first failure; null if there is none. */
    @Nullable
    AgencyException first() {
        return first;
    }

    /** Throws the virtual machine's error, if there was one. */
    void throwFatal() {
        if (fatal != null) {
            throw fatal;
        }
    }

    private AgencyException unexpected(Throwable fault) {
        return new AgencyException(
                ErrorCode.INTERNAL,
                "The run failed unexpectedly. The service's log has the cause under run " + runId + ".",
                fault);
    }

    /** Logs why a run failed. */
    static void log(Logger log, AgencyException failure, String runId, String agency) {
        boolean isPossibleBug = CODES_WITH_STACK_TRACE.contains(failure.code());
        log.logf(
                failure.code() == ErrorCode.INTERNAL ? Logger.Level.ERROR : Logger.Level.WARN,
                isPossibleBug ? failure.getCause() : null,
                "Run %s of agency %s failed: %s",
                runId,
                agency,
                failure.getMessage());
    }
}
