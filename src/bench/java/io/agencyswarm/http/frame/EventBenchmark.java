package io.agencyswarm.http.frame;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.bench.ModelFormat;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelEventFields;
import io.agencyswarm.model.ModelEventReader;
import io.agencyswarm.run.AgentRun;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.sse.SseEncoder;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseParser;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What becomes of the events of one answer of 50 deltas between the model's stream and the client's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EventBenchmark {

    private static final int MAX_BYTES = 1 << 20;

    private final byte[] stream = ModelFormat.RESPONSES.stream(50).getBytes();
    private final List<SseEvent> sent = parse();
    private final List<ModelEvent> events = read();
    private final AgentRun agent =
            AgentRun.root(Agent.named("Assistant").instructions("Be brief.").build());
    private final List<SseEvent> frames = envelope();

    /** The model's stream is cut into events. */
    @Benchmark
    public final List<SseEvent> parse() {
        SseParser parser = new SseParser(MAX_BYTES);
        parser.feed(ByteBuffer.wrap(stream));
        List<SseEvent> parsed = new ArrayList<>();
        for (SseEvent event = parser.next(); event != null; event = parser.next()) {
            parsed.add(event);
        }
        return parsed;
    }

    /** The few fields that every event is asked for are found. */
    @Benchmark
    public int fields() throws IOException {
        ModelEventFields fields = new ModelEventFields();
        int match = 0;
        for (SseEvent event : sent) {
            fields.read(event.data());
            match += fields.text().length();
        }
        return match;
    }

    /** The events are read: of most only a few fields, the others as trees. */
    @Benchmark
    public final List<ModelEvent> read() {
        return sent.stream().map(event -> ModelEventReader.read(event.data())).toList();
    }

    /** The envelope is put around each event. */
    @Benchmark
    public final List<SseEvent> envelope() {
        RunEventEncoder encoder = new RunEventEncoder(false);
        List<SseEvent> wrapped = new ArrayList<>();
        events.forEach(event -> wrapped.addAll(encoder.encode(new RunEvent.ModelSent(agent, event))));
        return wrapped;
    }

    /** The frames are written. */
    @Benchmark
    public Buffer encode() {
        Buffer written = Buffer.buffer();
        frames.forEach(frame -> SseEncoder.encode(frame, written));
        return written;
    }
}
