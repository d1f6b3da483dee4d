package io.agencyswarm.observe;

import io.agencyswarm.item.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step's span for all observers. It reports the events of the run's threads as a tree: a step that ends first ends
 * the open steps below it, such as an abandoned tool, and no step begins below one that has ended. One lock per run
 * keeps that order.
 */
final class SharedSpan implements Span {

    private final List<FailsafeSpan> spans;
    private final @Nullable SharedSpan parent;
    private final Object lock;

    // Guarded by the lock.
    private final Deque<SharedSpan> openChildren = new ArrayDeque<>(1);
    private boolean ended;

    SharedSpan(List<FailsafeSpan> spans) {
        this(spans, null, new Object());
    }

    private SharedSpan(List<FailsafeSpan> spans, @Nullable SharedSpan parent, Object lock) {
        this.spans = spans;
        this.parent = parent;
        this.lock = lock;
    }

    @Override
    public Span begin(Step step) {
        synchronized (lock) {
            if (ended) {
                return NONE;
            }
            List<FailsafeSpan> started =
                    spans.stream().map(span -> span.begin(step)).toList();
            SharedSpan child = new SharedSpan(started, this, lock);
            openChildren.push(child);
            return child;
        }
    }

    @Override
    public void answerStarted() {
        forEachSpan(FailsafeSpan::answerStarted);
    }

    @Override
    public void input(List<Item> items) {
        forEachSpan(span -> span.input(items));
    }

    @Override
    public void incomplete(String limit) {
        forEachSpan(span -> span.incomplete(limit));
    }

    @Override
    public void output(List<Item> items) {
        forEachSpan(span -> span.output(items));
    }

    @Override
    public Scope enter() {
        List<Scope> scopes = new ArrayList<>();
        Scope all = () -> each(scopes.reversed(), Scope::close);
        try {
            spans.forEach(span -> scopes.add(span.enter()));
        } catch (VirtualMachineError e) {
            all.close();
            throw e;
        }
        return all;
    }

    @Override
    public void end(StepOutcome stepOutcome) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            try {
                each(List.copyOf(openChildren), child -> child.end(StepOutcome.CANCELLED));
            } finally {
                ended = true;
                if (parent != null) {
                    parent.openChildren.remove(this);
                }
                each(spans, span -> span.end(stepOutcome));
            }
        }
    }

    private void forEachSpan(Consumer<FailsafeSpan> what) {
        synchronized (lock) {
            if (!ended) {
                each(spans, what);
            }
        }
    }

    /** Calls the consumer for all elements, and throws an error of the virtual machine only afterwards. */
    private static <T> void each(List<T> all, Consumer<T> what) {
        @Nullable VirtualMachineError fatal = null;
        for (T one : all) {
            try {
                what.accept(one);
            } catch (VirtualMachineError e) {
                fatal = fatal == null ? e : fatal;
            }
        }
        if (fatal != null) {
            throw fatal;
        }
    }
}
