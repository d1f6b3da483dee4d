package io.agencyswarm.e2e.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many runs, each cancelled by a separate request. */
final class Cancels {

    static final int MANY = 40;

    /** The number of concurrent runs if the cancel waits for the turn. */
    private static final int AT_A_TIME = 10;

    private Cancels() {}

    /** One after the other, so that with a round robin of two pods each cancel reaches the pod without the run. */
    static List<LoadCaller.Cancelled> immediate(LoadCaller caller) throws Exception {
        List<LoadCaller.Cancelled> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            try (RunStream stream = caller.open("hang")) {
                all.add(caller.cancel(stream.runId(), "immediate"));
                stream.rest();
            }
        }
        return all;
    }

    /** Several at a time, each cancelled in the middle of a turn of half a second. */
    static List<LoadCaller.Cancelled> afterTurn(LoadCaller caller) throws Exception {
        List<Future<LoadCaller.Cancelled>> all = new ArrayList<>();
        try (ExecutorService workers =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            for (int i = 0; i < MANY; i++) {
                all.add(workers.submit(() -> {
                    try (RunStream stream = caller.open("say 25 every 20ms")) {
                        stream.awaitDelta();
                        LoadCaller.Cancelled cancelled = caller.cancel(stream.runId(), "after_turn");
                        stream.rest();
                        return cancelled;
                    }
                }));
            }
            List<LoadCaller.Cancelled> done = new ArrayList<>();
            for (Future<LoadCaller.Cancelled> one : all) {
                done.add(one.get(60, TimeUnit.SECONDS));
            }
            return done;
        }
    }
}
