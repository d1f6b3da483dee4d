package io.agencyswarm.run.loop;

import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Appends the events of a run to its log, as frames. Thread-safe.
 *
 * @param encoder turns events into frames; called by one thread at a time
 */
public record EventEmitter(EventLog log, EventEncoder encoder) {

    /**
     * Appends an event, and waits until the log accepts it. Drops the events of agents' runs that clients are not
     * shown.
     *
     * @throws InterruptedException if the run was cancelled meanwhile, or its end has begun
     */
    public void emit(RunEvent event) throws InterruptedException {
        emitIf(() -> true, event);
    }

    /** Appends an event as {@link #emit(RunEvent)} does, and calls {@code onEncode} when it is encoded. */
    public void emit(RunEvent event, Runnable onEncode) throws InterruptedException {
        emitIf(
                () -> {
                    onEncode.run();
                    return true;
                },
                event);
    }

    /** Appends an event as {@link #emit(RunEvent)} does, unless {@code condition} is false when it is encoded. */
    public void emitIf(BooleanSupplier condition, RunEvent event) throws InterruptedException {
        AgentRun from = event.from();
        if (from == null || !from.isHidden()) {
            log.append(() -> condition.getAsBoolean() ? encoder.encode(event) : List.of());
        }
    }

    /** Appends an event of the run's end; only such events may follow. */
    public void emitEnd(RunEvent event) throws InterruptedException {
        log.appendEnd(() -> encoder.encode(event));
    }

    /** Returns the number of the newest frame; 0 if frames have no numbers. */
    public long newest() {
        return log.newest();
    }

    /**
     * Returns the number that the run's last frame will have; 0 if frames have no numbers. Only events of the run's end
     * may follow.
     */
    public long reserveEnd(RunResult result) {
        return log.reserveEnd(() -> encoder.prepareEnd(result));
    }
}
