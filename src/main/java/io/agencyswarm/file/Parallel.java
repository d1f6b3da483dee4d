package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks concurrently, each on its own virtual thread. */
final class Parallel {

    private Parallel() {}

    /**
     * Runs all tasks and waits for them. Once one fails, or the calling thread is interrupted, the others are
     * interrupted and not waited for.
     *
     * @return the results in the order of the tasks
     */
    static <T> List<T> all(List<? extends Callable<T>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            CompletionService<T> completion = new ExecutorCompletionService<>(threads);
            List<Future<T>> results = tasks.stream().map(completion::submit).toList();
            for (int i = 0; i < results.size(); i++) {
                check(completion.take());
            }
            return results.stream().map(Future::resultNow).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void check(Future<?> ended) throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case AgencyException expected -> throw expected;
                case InterruptedException interrupted -> throw interrupted;
                case VirtualMachineError fatal -> throw fatal;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
