package io.agencyswarm.ask;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.AgencyCatalog;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.run.Cancellation;
import io.agencyswarm.run.EventEncoder;
import io.agencyswarm.run.RunEvent;
import io.agencyswarm.run.RunOptions;
import io.agencyswarm.run.RunRequest;
import io.agencyswarm.run.RunResult;
import io.agencyswarm.run.lifecycle.ActiveRun;
import io.agencyswarm.run.lifecycle.AgencyRunner;
import io.agencyswarm.sse.SseEvent;
import io.agencyswarm.store.ThreadKey;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Asks agencies from Java. Such a run has the same limits, observers and store as any run, but does not count towards
 * the limit on concurrent requests. CDI beans in the run see the identity of the current request, if there is one.
 * Safe for several threads.
 */
@Singleton
public class Agencies {

    private final AgencyCatalog catalog;
    private final AgencyRunner runner;

    @Inject
    Agencies(AgencyCatalog catalog, AgencyRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /** Asks an agency a question that consists of text only: {@link #ask(String, Question)}. */
    public Answer ask(String agency, String text) {
        return ask(agency, Question.of(text));
    }

    /**
     * Asks an agency and waits for its answer. Blocks, so it must not be called on an event loop: call it on a worker
     * thread or a virtual thread. An interrupt of that thread cancels the run.
     *
     * @param agency the agency's name
     * @throws IllegalArgumentException if there is no such agency, or it has no such agent
     * @throws IllegalStateException if it is called on an event loop
     * @throws AgencyException if the run failed; with {@link ErrorCode#CANCELLED} if it was cancelled, with
     *     {@link ErrorCode#CONFLICT} if its thread has a live run
     */
    public Answer ask(String agency, Question question) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            throw new IllegalStateException("Agencies.ask waits for a model and may not be called on an event loop."
                    + " Annotate the method with @RunOnVirtualThread or @Blocking, or use Agencies.stream.");
        }
        ActiveRun run = begin(agency, question, _ -> List.of());
        try {
            return answer(runner.await(run));
        } catch (InterruptedException e) {
            run.cancel(Cancellation.Mode.IMMEDIATE);
            Thread.currentThread().interrupt();
            throw new AgencyException(
                    ErrorCode.CANCELLED, "The run was cancelled: the thread that waited for it was interrupted.", e);
        }
    }

    /** Streams the run of a question that consists of text only: {@link #stream(String, Question)}. */
    public Multi<RunEvent> stream(String agency, String text) {
        return stream(agency, Question.of(text));
    }

    /**
     * Asks an agency and streams the run's events. Each subscription starts a run on the subscribing thread, which
     * blocks only if the question names a thread. The events arrive on the run's threads, one for each requested item:
     * a subscriber that requests none pauses the model. A subscriber must request every event or cancel: once the run
     * has ended, its thread waits for the last requests without a time limit. Cancelling the subscription cancels the
     * run. The last event is {@link RunEvent.Ended}, also if the run failed. An unknown agency or agent fails the
     * stream.
     */
    public Multi<RunEvent> stream(String agency, Question question) {
        return Multi.createFrom().deferred(() -> {
            // The events whose frames are not delivered yet: their order is that of the frames.
            Queue<RunEvent> undelivered = new ConcurrentLinkedQueue<>();
            ActiveRun run = begin(agency, question, event -> {
                undelivered.add(event);
                return List.of(new SseEvent(null, new byte[0]));
            });
            return run.log().frames(0).map(_ -> undelivered.remove());
        });
    }

    private ActiveRun begin(String name, Question question, EventEncoder encoder) {
        Agency agency = catalog.agencies().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no agency \"" + name + "\". Agencies: "
                        + catalog.agencies().stream().map(Agency::name).sorted().toList() + "."));
        return runner.startNew(agency, request(agency, question), encoder);
    }

    private static RunRequest request(Agency agency, Question question) {
        Map<String, Object> context = new LinkedHashMap<>(question.userContext());
        String principal = question.principal();
        if (principal != null) {
            context.put(Caller.PRINCIPAL, principal);
        }
        String thread = question.thread();
        return RunRequest.plain(
                question.text(),
                recipient(agency, question),
                new Conversation(question.history()),
                thread == null ? null : new ThreadKey(agency.name(), thread, principal),
                RunOptions.of(question.instructions(), context),
                principal);
    }

    private static Agent recipient(Agency agency, Question question) {
        String name = question.recipient();
        if (name == null) {
            return agency.entryPoints().getFirst();
        }
        return agency.agent(name)
                .orElseThrow(() -> new IllegalArgumentException("The agency \"" + agency.name() + "\" has no agent \""
                        + name + "\". Its agents: "
                        + agency.agents().stream().map(Agent::name).toList() + "."));
    }

    private static Answer answer(RunResult result) {
        if (result.failure() != null) {
            throw result.failure();
        }
        if (result.cancelled()) {
            throw new AgencyException(ErrorCode.CANCELLED, "The run " + result.runId() + " was cancelled.");
        }
        return new Answer(result.runId(), result.response(), result.newMessages(), result.usage());
    }
}
