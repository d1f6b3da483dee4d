package io.agencyswarm.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.request.Leaving;
import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.EventLog;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.sse.SseStream;
import io.agencyswarm.sse.StreamConfig;
import io.agencyswarm.store.RunEnding;
import io.agencyswarm.store.RunStatus;
import io.agencyswarm.store.StoredRun;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers requests for runs: for one that has begun, and for one that an earlier request of the same key began. */
@Singleton
class RunAnswers {

    /** How long another pod is asked to wait before it is asked again. */
    private static final Duration ROUND = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final KeptRuns runs;
    private final Forwarding forwarding;
    private final StreamConfig streams;

    @Inject
    RunAnswers(KeptRuns runs, Forwarding forwarding, StreamConfig streams) {
        this.runs = runs;
        this.forwarding = forwarding;
        this.streams = streams;
    }

    /** A run that goes on without its client: where to find it, and what it is so far. */
    Response accepted(Agency agency, String runId) {
        StoredRun run = runs.find(agency, runId).orElseThrow(() -> KeptRuns.missing(agency));
        return NoStore.with(Response.status(Response.Status.ACCEPTED)
                // As it is: Jakarta REST would write the address by which a proxy has asked.
                .header(HttpHeaders.LOCATION, "/" + encoded(agency.path()) + "/runs/" + runId)
                .entity(runs.body(run)));
    }

    /** The frames of a run that has begun here. */
    Response stream(AgencyRun run, RoutingContext request) {
        Leaving.watch(request, run);
        return Response.ok(new SseStream(run.log().frames(0), streams)).build();
    }

    /** Waits for a run of this process and answers with what came of it. */
    ResponseBody whenOver(AgencyRun run, RoutingContext request) {
        Leaving.watch(request, run);
        RunResult result = run.told().join();
        result.failure().ifPresent(failure -> {
            throw failure;
        });
        if (result.cancelled()) {
            throw cancelled();
        }
        return ResponseBody.of(result, run.storeError().orElse(null));
    }

    /** The answer of a run that an earlier request began, wherever that was. */
    ResponseBody again(Agency agency, StoredRun earlier, RoutingContext request, HttpHeaders headers)
            throws InterruptedException {
        StoredRun run = earlier;
        while (!run.status().isOver()) {
            Optional<AgencyRun> here = runs.live(run.runId());
            if (here.isPresent()) {
                return whenOver(here.get(), request);
            }
            awaitElsewhere(agency, run, headers);
            run = runs.find(agency, run.runId()).orElseThrow(() -> KeptRuns.missing(agency));
            if (request.response().closed()) {
                throw cancelled();
            }
        }
        return whole(run);
    }

    /** The stream of a run that an earlier request began, from its first frame; without its frames, its end. */
    Response streamAgain(Agency agency, StoredRun earlier, RoutingContext request, HttpHeaders headers)
            throws InterruptedException {
        Optional<EventLog> log = runs.log(earlier.runId());
        if (log.isPresent() && log.get().extent().oldest() == 1) {
            runs.live(earlier.runId()).ifPresent(run -> Leaving.watch(request, run));
            return Response.ok(new SseStream(log.get().frames(0), streams)).build();
        }
        Optional<Response> elsewhere = log.isPresent()
                ? Optional.empty()
                : runs.streamElsewhere(agency, earlier.runId(), 0, headers, earlier)
                        .filter(answer -> answer.getStatus() == Response.Status.OK.getStatusCode());
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        StoredRun run = earlier;
        while (!run.status().isOver()) {
            Optional<AgencyRun> here = runs.live(run.runId());
            if (here.isPresent()) {
                here.get().ended().join();
            } else {
                awaitElsewhere(agency, run, headers);
            }
            run = runs.find(agency, run.runId()).orElseThrow(() -> KeptRuns.missing(agency));
        }
        return Response.ok(new SseStream(Multi.createFrom().iterable(end(run)), streams))
                .build();
    }

    /** Cancels runs of other pods, in the name of the caller, without waiting for it. */
    void interrupt(Agency agency, List<String> runIds, HttpHeaders headers) {
        String target = "/" + encoded(agency.path()) + "/cancel_response_stream";
        for (String runId : runIds) {
            byte[] body = Json.bytes(Json.object().put("run_id", runId));
            Thread.ofVirtual().start(forwarding.later(target, body, headers, ROUND));
        }
    }

    private void awaitElsewhere(Agency agency, StoredRun run, HttpHeaders headers) throws InterruptedException {
        Optional<Response> answer =
                runs.elsewhere("GET", agency, run.runId(), "?wait=" + ROUND.toSeconds(), headers, run, ROUND);
        if (answer.isEmpty()) {
            // Its process is gone, or could not be asked; the store will say so.
            pause(BETWEEN_LOOKS);
        }
    }

    private ResponseBody whole(StoredRun run) {
        RunEnding ending = ending(run);
        if (run.status() == RunStatus.CANCELLED) {
            throw cancelled();
        }
        if (ending.error() != null) {
            throw new AgencyException(code(ending), ending.error());
        }
        return new ResponseBody(
                ending.response(), items(run), UsageBody.of(ending.usage()), ending.fileIds(), ending.chatName(), null);
    }

    private List<SseEvent> end(StoredRun run) {
        RunEnding ending = ending(run);
        MessagesFrame messages = new MessagesFrame(
                items(run),
                run.runId(),
                run.status() == RunStatus.CANCELLED,
                UsageBody.of(ending.usage()),
                ending.fileIds(),
                ending.chatName(),
                null);
        List<SseEvent> frames = new ArrayList<>();
        frames.add(new SseEvent("meta", Json.bytes(Json.object().put("run_id", run.runId()))));
        if (ending.error() != null) {
            frames.add(RunEventEncoder.failure(ending.error()));
        }
        frames.add(new SseEvent("messages", Json.bytes(Json.tree(messages))));
        frames.add(SseEvent.of("end", "[DONE]"));
        return frames;
    }

    private List<ObjectNode> items(StoredRun run) {
        return Objects.requireNonNullElse(runs.body(run).newMessages(), List.of());
    }

    private static RunEnding ending(StoredRun run) {
        return Objects.requireNonNull(run.ending(), "a run that is over has an ending");
    }

    private static ErrorCode code(RunEnding ending) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(ending.errorCode()))
                .findFirst()
                .orElse(ErrorCode.INTERNAL);
    }

    private static AgencyException cancelled() {
        return new AgencyException(ErrorCode.CANCELLED, "The run was cancelled before it had answered.");
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static void pause(Duration time) throws InterruptedException {
        var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
