package io.agencyswarm.run.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.store.AdmissionResult;
import io.agencyswarm.store.RunDraft;
import io.agencyswarm.store.RunRepository;
import io.agencyswarm.store.RunRepository.WriteResult;
import io.agencyswarm.store.Store;
import io.agencyswarm.store.StoredItems;
import io.agencyswarm.usage.UsageTotals;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The writes of a run whose store fails for a while. */
class StoredRunWriterTest {

    private final List<Object> ends = new ArrayList<>();
    private final RunRepository runs = answering(RunRepository.class, this::answer);
    private final Store store = answering(Store.class, (_, _, _) -> runs);
    private boolean reachable = true;

    @Test
    void end_unsavedTurnDoesNotFit_isWrittenWithoutItems() {
        StoredRunWriter writer = new StoredRunWriter(
                store, new ThreadWaiters(), RunDraft.in(RunDraft.thread("full"), "unsaved-and-full"));
        writer.admit();
        reachable = false;
        writer.advance(List.of(StoredItems.call("c1"), StoredItems.output("c1")), 3);
        reachable = true;

        writer.end(List.of(StoredItems.assistant("Done.")), result(), 5);

        assertThat(ends).containsExactly(List.<ThreadItem>of());
        assertThat(writer.storeError()).contains("agency-swarm.threads.max-bytes");
        assertThat(writer.isFenced()).isFalse();
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        if (!reachable) {
            throw new AgencyException(ErrorCode.STORE_UNAVAILABLE, "The store can't be reached.");
        }
        return switch (method.getName()) {
            case "admit" -> new AdmissionResult.Admitted(1);
            case "advance" -> WriteResult.THREAD_FULL;
            case "end" -> {
                ends.add(arguments[2]);
                yield WriteResult.DONE;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private static RunResult result() {
        return new RunResult(
                "unsaved-and-full",
                TextNode.valueOf("Done."),
                List.of(),
                UsageTotals.NONE,
                false,
                null,
                Map.of(),
                null,
                null);
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
