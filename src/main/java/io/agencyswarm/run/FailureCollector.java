package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a run fails with. Each of the run's stages is carried out whatever an earlier one has thrown; the first failure
 * counts. An error of the virtual machine is kept, to be thrown on once the run has left nothing behind. For one
 * thread.
 */
final class FailureCollector {

    /** What may be a fault in code: only its author can mend it, and needs to see where it is. */
    private static final Set<ErrorCode> CODE_OF_OURS_OR_THE_APPLICATIONS = EnumSet.of(
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
     * Carries out a stage. Its failure is kept, whether it is declared or not.
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

    /** Carries out a stage that is never interrupted. */
    void perform(Runnable stage) {
        try {
            stage.run();
        } catch (Throwable e) {
            add(e);
        }
    }

    /** The result of a stage that is never interrupted, or {@code otherwise} where it fails. */
    <T> T get(Supplier<T> stage, T otherwise) {
        try {
            return stage.get();
        } catch (Throwable e) {
            add(e);
            return otherwise;
        }
    }

    /** Keeps what was caught elsewhere. */
    void add(Throwable failure) {
        if (fatal == null && failure instanceof VirtualMachineError e) {
            fatal = e;
        }
        if (first == null) {
            first = failure instanceof AgencyException expected ? expected : unexpected(failure);
        }
    }

    /** Forgets what has failed so far: it did because the run was stopped, for {@code cause} or by its client. */
    void replace(@Nullable AgencyException cause) {
        first = cause;
    }

    /** What failed first; null where nothing did. */
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

    /** Tells the log why a run failed. */
    static void log(Logger log, AgencyException failure, String runId, String agency) {
        boolean ours = CODE_OF_OURS_OR_THE_APPLICATIONS.contains(failure.code());
        log.logf(
                failure.code() == ErrorCode.INTERNAL ? Logger.Level.ERROR : Logger.Level.WARN,
                ours ? failure.getCause() : null,
                "Run %s of agency %s failed: %s",
                runId,
                agency,
                failure.getMessage());
    }
}
