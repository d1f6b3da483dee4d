package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** Makes streams of runs. */
@Singleton
class AguiStreams {

    private final ThreadRuns runs;
    private final AguiConfig config;
    private final StreamConfig streams;

    @Inject
    AguiStreams(ThreadRuns runs, AguiConfig config, StreamConfig streams) {
        this.runs = runs;
        this.config = config;
        this.streams = streams;
    }

    /**
     * The stream of a run, which begins when it is read.
     *
     * @param listener gets the run's events besides
     */
    SseStream of(AgencyRun run, RunInput input, Consumer<RunEvent> listener) {
        JsonNode given = input.state();
        Object shared = run.shared(SharedState.KEY);
        SharedState state = given == null || shared == null ? null : new SharedState(given, shared);
        AguiEncoder encoder = new AguiEncoder(input, state, config.rawEvents());
        return new SseStream(
                run.events(event -> {
                    if (event instanceof RunEvent.Started) {
                        runs.begun(run, input.ids());
                    }
                    listener.accept(event);
                    return encoder.encode(event);
                }),
                streams);
    }
}
