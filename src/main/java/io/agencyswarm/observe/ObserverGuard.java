package io.agencyswarm.observe;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Contains the failures of one observer: its first exception is logged, and none is thrown further. Errors of the
 * virtual machine are thrown. Thread-safe.
 */
final class ObserverGuard {

    private static final Logger LOG = Logger.getLogger(RunObserver.class);

    private final String observer;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * A guard.
     *
     * @param observer the name of the observer's class
     */
    ObserverGuard(String observer) {
        this.observer = observer;
    }

    void run(Runnable call) {
        call(
                () -> {
                    call.run();
                    return this;
                },
                this);
    }

    /** Returns the result of the call, or {@code otherwise} if the call fails or returns null. */
    <T> T call(Supplier<T> call, T otherwise) {
        try {
            return Objects.requireNonNull(call.get(), "it returned null instead of NONE");
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            if (warned.compareAndSet(false, true)) {
                LOG.errorf(
                        e, "The run observer %s failed. Runs continue; its further failures are not logged.", observer);
            }
            return otherwise;
        }
    }
}
