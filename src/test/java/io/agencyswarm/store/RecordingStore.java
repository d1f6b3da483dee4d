package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that stores nothing. It records the calls, and a test sets whether it can be reached. */
final class RecordingStore implements Store {

    final List<String> calls = new ArrayList<>();
    Set<String> lost = Set.of();
    List<String> sweptWith = List.of();
    boolean shared = true;
    boolean reachable = true;

    @Nullable
    Error fault;

    int left;
    Duration timeOfASweep = Duration.ZERO;

    private final SetClock clock;

    RecordingStore(SetClock clock) {
        this.clock = clock;
    }

    int sweeps() {
        return (int) calls.stream().filter("sweep"::equals).count();
    }

    private void call(String name) {
        if (!reachable) {
            throw new AgencyException(ErrorCode.STORE_UNAVAILABLE, "The store can't be reached.");
        }
        if (fault != null) {
            throw fault;
        }
        calls.add(name);
    }

    @Override
    public Set<String> renew(Collection<String> live) {
        call("renew " + live);
        return lost;
    }

    @Override
    public boolean sweep(Supplier<Collection<String>> live) {
        call("sweep");
        sweptWith = List.copyOf(live.get());
        clock.pass(timeOfASweep);
        return left-- > 0;
    }

    @Override
    public void ping() {
        call("ping");
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public RunRepository runs() {
        throw new UnsupportedOperationException("nothing is kept");
    }

    @Override
    public ThreadRepository threads() {
        throw new UnsupportedOperationException("nothing is kept");
    }
}
