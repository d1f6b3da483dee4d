package io.agencyswarm.service;

import dev.langchain4j.agent.tool.Tool;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tools that end when a test opens a gate. Each test has gates with separate names. */
@Singleton
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
public class Gates {

    private static final int PATIENCE_SECONDS = 20;

    private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();
    private final CyclicBarrier table = new CyclicBarrier(2);

    private record Gate(CountDownLatch entered, CountDownLatch opened, CountDownLatch left) {
        private Gate() {
            this(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        }
    }

    @Tool("Waits at a gate, and leaves it when interrupted.")
    public String hold(String gate) throws InterruptedException {
        gate(gate).entered().countDown();
        try {
            await(gate(gate).opened());
            return "through " + gate;
        } finally {
            gate(gate).left().countDown();
        }
    }

    @Tool("Waits at a gate, and does not care for interrupts.")
    public String stand(String gate) {
        gate(gate).entered().countDown();
        boolean through = false;
        while (!through) {
            try {
                await(gate(gate).opened());
                through = true;
            } catch (InterruptedException _) {
                // That is the point of this tool.
            }
        }
        gate(gate).left().countDown();
        return "through " + gate;
    }

    @Tool("Computes at a gate, for as long as a test waits at most.")
    public String spin(String gate) {
        gate(gate).entered().countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (gate(gate).opened().getCount() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        gate(gate).left().countDown();
        return "through " + gate;
    }

    @Tool("Waits until another call of this tool runs at the same time.")
    public String meet() throws InterruptedException, BrokenBarrierException, TimeoutException {
        table.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return "met";
    }

    /** Waits until a call has reached a gate. */
    public void awaitEntered(String gate) throws InterruptedException {
        await(gate(gate).entered());
    }

    /** Waits until the call at a gate has returned or failed. */
    public void awaitLeft(String gate) throws InterruptedException {
        await(gate(gate).left());
    }

    /** Reaches a gate without waiting. */
    public void enter(String gate) {
        gate(gate).entered().countDown();
    }

    /** Waits until a gate is open. */
    public void awaitOpen(String gate) throws InterruptedException {
        await(gate(gate).opened());
    }

    public boolean left(String gate) {
        return gate(gate).left().getCount() == 0;
    }

    public void open(String gate) {
        gate(gate).opened().countDown();
    }

    private Gate gate(String name) {
        return gates.computeIfAbsent(name, _ -> new Gate());
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody came in " + PATIENCE_SECONDS + " s.");
        }
    }
}
