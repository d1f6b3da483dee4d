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
final class CompositeSpan implements Span {

    private final List<FailsafeSpan> spans;
    private final @Nullable CompositeSpan parent;
    private final Object lock;

    // Guarded by the lock.
    private final Deque<CompositeSpan> openChildren = new ArrayDeque<>(1);
    private boolean ended;

    CompositeSpan(List<FailsafeSpan> spans) {
        this(spans, null, new Object());
    }

    private CompositeSpan(List<FailsafeSpan> spans, @Nullable CompositeSpan parent, Object lock) {
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
            CompositeSpan child = new CompositeSpan(started, this, lock);
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
        Scope all = () -> forEach(scopes.reversed(), Scope::close);
        try {
            spans.forEach(span -> scopes.add(span.enter()));
        } catch (VirtualMachineError e) {
            all.close();
            throw e;
        }
        return all;
    }

    @Override
    public void end(StepOutcome outcome) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            try {
                forEach(List.copyOf(openChildren), child -> child.end(StepOutcome.CANCELLED));
            } finally {
                ended = true;
                if (parent != null) {
                    parent.openChildren.remove(this);
                }
                forEach(spans, span -> span.end(outcome));
            }
        }
    }

    private void forEachSpan(Consumer<FailsafeSpan> action) {
        synchronized (lock) {
            if (!ended) {
                forEach(spans, action);
            }
        }
    }

    /** Calls the consumer for all elements, and throws an error of the virtual machine only afterwards. */
    private static <T> void forEach(List<T> all, Consumer<T> action) {
        @Nullable VirtualMachineError fatal = null;
        for (T element : all) {
            try {
                action.accept(element);
            } catch (VirtualMachineError e) {
                fatal = fatal == null ? e : fatal;
            }
        }
        if (fatal != null) {
            throw fatal;
        }
    }
}
