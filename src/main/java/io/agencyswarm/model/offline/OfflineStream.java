package io.agencyswarm.model.offline;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays a scripted answer with its pauses. Ends when closed. */
final class OfflineStream implements ModelStream {

    private final ScriptedAnswer answer;

    /** Pauses wait for this latch instead of sleeping, so that close() ends them. */
    private final CountDownLatch closed = new CountDownLatch(1);

    OfflineStream(ScriptedAnswer answer) {
        this.answer = answer;
    }

    @Override
    public @Nullable ModelEvent next() throws InterruptedException {
        if (closed.getCount() == 0 || !answer.hasNext()) {
            return null;
        }
        return switch (answer.next()) {
            case ScriptedEvent.Event(Duration after, String _, byte[] json) ->
                closed.await(after.toNanos(), TimeUnit.NANOSECONDS) ? null : ModelEventReader.read(json);
            case ScriptedEvent.Cut _ ->
                throw new ModelException(
                        ErrorCode.MODEL_UNREACHABLE,
                        "the script of the offline model breaks the connection in the middle of the answer",
                        null);
            case ScriptedEvent.Silence _ -> {
                closed.await();
                yield null;
            }
        };
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
