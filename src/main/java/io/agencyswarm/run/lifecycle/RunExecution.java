package io.agencyswarm.run.lifecycle;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.call.CallerScope;
import io.agencyswarm.run.loop.EventEmitter;
import io.agencyswarm.run.loop.LoopServices;
import io.agencyswarm.run.loop.MessageHandler;
import io.agencyswarm.run.loop.RunContext;
import io.agencyswarm.run.storage.RunPersistence;
import io.agencyswarm.run.storage.StoredRunWriter;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a run does on its thread: waits for its turn, answers the message, stores the result, and sends clients the end.
 * Confined to that thread after its construction.
 */
final class RunExecution implements Runnable {

    private static final Logger LOG = Logger.getLogger(RunExecution.class);

    private final ActiveRun run;
    private final RunPersistence persistence;
    private final ActiveRuns activeRuns;
    private final RunTimeLimit timeLimit;
    private final RunObserver observer;
    private final RunContext context;
    private final MessageHandler handler;
    private final FailureCollector failures;
    private final Cancellation cancellation;
    private final EventEmitter events;
    private final EventLog log;
    private final @Nullable StoredRunWriter writer;

    private boolean startEncoded;
    private boolean endSent;

    /**
     * Creates an execution that has not begun. Called on the thread of the request that asks for the run, whose caller
     * becomes the run's.
     *
     * @param activeRuns the runs that this run is removed from when it ends
     */
    RunExecution(
            ActiveRun run,
            LoopServices services,
            RunPersistence persistence,
            ActiveRuns activeRuns,
            RunTimeLimit timeLimit,
            RunObserver observer) {
        this.run = run;
        this.persistence = persistence;
        this.activeRuns = activeRuns;
        this.timeLimit = timeLimit;
        this.observer = observer;
        this.cancellation = run.cancellation();
        this.events = run.events();
        this.log = run.log();
        this.writer = run.writer();
        this.context = new RunContext(run.agency(), run.request().options(), services, cancellation, events, writer);
        this.handler = new MessageHandler(context, run.request(), persistence.threads(), run.root(), run.transcript());
        this.failures = new FailureCollector(run.id());
    }

    /** Starts the run's virtual thread. */
    void start() {
        // It inherits nothing of the request's thread, which ends first, except its class loader: the JDK leaves that
        // out together with inherited thread locals, and libraries need it to find the application's classes.
        Thread thread = Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(this);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
    }

    @Override
    public void run() {
        @Nullable Throwable fault = null;
        Step.Run step = new Step.Run(
                run.id(), run.agency().name(), run.request().recipient().name());
        try {
            Span span = observer.begin(step);
            try (Span.Scope _ = span.enter();
                    CallerScope.Activation _ = context.scope().begin()) {
                execute(span);
            }
        } catch (VirtualMachineError e) {
            fault = e;
            throw e;
        } catch (Throwable e) {
            LOG.errorf(
                    e,
                    "Run %s of agency %s failed unexpectedly.",
                    run.id(),
                    run.agency().name());
            fault = e;
        } finally {
            finish(fault);
        }
    }

    private void execute(Span span) {
        if (!run.isQueued()) {
            timeLimit.add(run);
        }
        try {
            failures.attempt(() -> {
                emitStart();
                if (writer != null && writer.isQueued()) {
                    writer.awaitThread(cancellation);
                    timeLimit.add(run);
                }
                handler.handle(span);
            });
        } catch (InterruptedException e) {
            // Only a cancel interrupts. Any other interrupt would be a bug of the service, and is reported as one.
            failures.add(e);
        } finally {
            cancellation.endRun();
            timeLimit.remove(run);
        }
        RunResult result = end(span);
        publishEnd(result);
        failures.throwFatal();
    }

    /**
     * Emits the first event, and makes this thread the one that a cancel interrupts. An unbuffered log may wait for its
     * reader, so a cancel must interrupt it there; a log with stored frames never waits, and must get the event.
     */
    private void emitStart() throws InterruptedException {
        if (!log.isStored()) {
            cancellation.attachThread();
        }
        events.emit(started(), () -> startEncoded = true);
        if (log.isStored()) {
            cancellation.attachThread();
        }
    }

    private RunEvent started() {
        return new RunEvent.Started(run.id(), context.userContext());
    }

    private RunResult end(Span span) {
        if (cancellation.isImmediateRequested()) {
            failures.replace(cancellation.cause());
        }
        List<ThreadItem> lastItems = failures.get(run.transcript()::takeNew, List.of());
        List<ThreadItem> items = run.transcript().items();
        failures.perform(() -> handler.save(items));
        boolean cancelled = cancellation.isRequested() && cancellation.cause() == null;
        RunResult result = store(
                lastItems,
                new RunResult(
                        run.id(),
                        handler.response(),
                        items,
                        context.usage(),
                        cancelled,
                        failures.first(),
                        handler.fileIds(),
                        handler.chatName(),
                        null));
        failures.perform(() -> span.end(new StepOutcome(result.usage(), result.failure(), cancelled)));
        persistence.keep(run.id(), run.request(), log);
        activeRuns.remove(run);
        run.end(result);
        return result;
    }

    /** Stores the result before clients are sent the end, so that the next request finds the thread free. */
    private RunResult store(List<ThreadItem> lastItems, RunResult result) {
        if (writer == null) {
            return result;
        }
        failures.perform(() -> writer.end(lastItems, result, events.reserveEnd(result)));
        return isFenced() && result.failure() == null
                ? RunResult.failed(run.id(), StoredRunWriter.fencedException())
                : result.withStoreError(writer.storeError());
    }

    private boolean isFenced() {
        return writer != null && writer.isFenced();
    }

    private void publishEnd(RunResult result) {
        if (isFenced() && log.isStored()) {
            // The other process decides how the run ends.
            log.disconnectReaders(StoredRunWriter.fencedException());
            return;
        }
        try {
            if (!startEncoded && cancellation.isImmediateRequested()) {
                // The run was cancelled before it could append its first event.
                events.emitEnd(started());
            }
            if (result.failure() != null) {
                FailureCollector.log(
                        LOG, result.failure(), run.id(), run.agency().name());
                events.emitEnd(new RunEvent.RunFailed(result.failure().getMessage()));
            }
            events.emitEnd(new RunEvent.Ended(result));
            endSent = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the run and completes its futures, whatever was thrown. */
    private void finish(@Nullable Throwable fault) {
        log.close(endSent ? null : fault);
        activeRuns.remove(run);
        if (!run.hasEnded()) {
            // The log was not handed to the memory of ended runs, so nothing else frees what it holds.
            log.disconnectReaders(Objects.requireNonNullElseGet(fault, IllegalStateException::new));
            run.end(RunResult.failed(
                    run.id(),
                    new AgencyException(
                            ErrorCode.INTERNAL,
                            "The run failed before its result could be sent. The service's log has the cause.")));
        }
        run.publish();
    }
}
