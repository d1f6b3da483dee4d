package io.agencyswarm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.eventlog.EventLog;
import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.observe.Outcome;
import io.agencyswarm.observe.RunObserver;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.store.AdmissionResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client on its way, from its first step to its last. What happens is in its {@link #log}, how it ended
 * in {@link #ended}. Methods may be called from any thread at any time.
 */
public final class AgencyRun {

    private static final Logger LOG = Logger.getLogger(AgencyRun.class);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String id = UUID.randomUUID().toString();
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<RunResult> ended = new CompletableFuture<>();
    private final CompletableFuture<RunResult> published = new CompletableFuture<>();
    private final Agency agency;
    private final RunRequest request;
    private final AgencyRunner services;
    private final RunObserver observer;
    private final EventLog log;
    private final Origin origin;
    private final Transcript transcript = new Transcript();
    private final @Nullable RunRecord record;
    private final RunContext context;

    /** The clients that wait for the run now. */
    private final AtomicInteger clients = new AtomicInteger();

    private final AtomicInteger leaves = new AtomicInteger();

    // What has come of it so far; of the run's thread.
    private final FailureCollector failures = new FailureCollector(id);
    private JsonNode response = TextNode.valueOf("");
    private Map<String, String> fileIds = Map.of();
    private @Nullable String chatName;
    private boolean loaded;
    private boolean endTold;

    /** A run that has not begun. Called on the thread of the request that asks for it. */
    AgencyRun(Agency agency, RunRequest request, AgencyRunner services, EventEncoding encoding) {
        this.agency = agency;
        this.request = request;
        this.services = services;
        this.observer = services.observers().asked();
        this.log = services.keeping().log(request, this::cancelAtOnce);
        this.origin = AgentRun.origin(request.recipient());
        request.message().known().forEach(item -> transcript.add(item, origin));
        this.record = services.keeping().record(id, agency.name(), request, transcript.takeWhole());
        this.context = new RunContext(agency, request.options(), services, cancellation, log, encoding, record);
    }

    /** The run's id, not to be guessed. */
    public String id() {
        return id;
    }

    /** Whether a text can be the id of a run, of this process or of another one. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The agency that runs. */
    public Agency agency() {
        return agency;
    }

    /** The user context that the run began with, the agency's left out; its tools change a copy. */
    public Map<String, Object> userContext() {
        return Collections.unmodifiableMap(request.options().userContext());
    }

    /** The run's frames. */
    public EventLog log() {
        return log;
    }

    /** Asks the run to end; one that waits for its thread has no turn to end before. Never blocks. */
    public void cancel(Cancellation.Mode mode) {
        cancellation.request(isQueued() ? Cancellation.Mode.IMMEDIATE : mode);
    }

    /**
     * A client begins to wait for the run: the one that asked for it, or one that asks by the same key, or a reader.
     * Never blocks.
     */
    public void join() {
        clients.incrementAndGet();
    }

    /**
     * A client that joined has left. A run in the background goes on; one that may be asked for again does so for a
     * while, unless somebody joins; any other is cancelled at once. Never blocks.
     */
    public void leave() {
        if (clients.decrementAndGet() > 0 || request.lasting().background()) {
            return;
        }
        if (!request.lasting().keepsFrames()) {
            log.abandon();
            return;
        }
        int leave = leaves.incrementAndGet();
        CompletableFuture.delayedExecutor(services.keeping().rejoinTime().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (clients.get() == 0 && leaves.get() == leave) {
                        cancelAtOnce();
                    }
                });
    }

    /** Whether the run may go on without a client, for as long as it takes or for a while. */
    public boolean outlivesClients() {
        return request.lasting().keepsFrames();
    }

    /** Whether the run has a row in the store. */
    public boolean isKept() {
        return record != null;
    }

    /** Whether its row is in the store already. */
    boolean isAdmitted() {
        return record != null && record.isAdmitted();
    }

    private boolean isQueued() {
        return record != null && record.isQueued();
    }

    /** Completes, never exceptionally, when the run has stopped, with its thread free and before its end is told. */
    public CompletableFuture<RunResult> ended() {
        return ended.copy();
    }

    /**
     * Completes, never exceptionally, when the end has been told as well: a reader that reads nothing delays it, and the
     * log that a request has asked for is whole.
     */
    public CompletableFuture<RunResult> published() {
        return published.copy();
    }

    /** Ends the run at once, as failed: with an error, and what was whole by then. Never blocks. */
    void abort(AgencyException why) {
        cancellation.abort(why);
    }

    /** Another process has given the run up: it ends, and whoever reads it is cut off. Never blocks. */
    void giveUp() {
        abort(RunRecord.fenced());
        log.cutOff(RunRecord.fenced());
    }

    private void cancelAtOnce() {
        cancel(Cancellation.Mode.IMMEDIATE);
    }

    /** Writes the run's row, where it is kept. */
    AdmissionResult admit() {
        return Objects.requireNonNull(record, "only a run that is kept has a row")
                .admit();
    }

    void begin() {
        // Nothing of the request's thread, which ends before this one, but its class loader. The JDK leaves that out
        // with the thread locals that are inherited, and by it libraries find the application's classes.
        Thread thread = Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(this::run);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
    }

    private void run() {
        @Nullable Throwable fault = null;
        Step.Run step = new Step.Run(id, agency.name(), request.recipient().name());
        try {
            Span span = observer.begin(step);
            try (Span.Scope _ = span.enter();
                    RunScope.Entered _ = context.scope().begin()) {
                execute(span);
            }
        } catch (VirtualMachineError e) {
            fault = e;
            throw e;
        } catch (Throwable e) {
            LOG.errorf(e, "Run %s of agency %s broke off.", id, agency.name());
            fault = e;
        } finally {
            finish(fault);
        }
    }

    private void execute(Span span) {
        if (!isQueued()) {
            services.active().limitTime(this);
        }
        try {
            failures.attempt(() -> {
                context.emit(new RunEvent.Started(id, context.userContext()));
                cancellation.begin();
                if (record != null && record.isQueued()) {
                    record.awaitTurn(cancellation);
                    services.active().limitTime(this);
                }
                answer(span);
            });
        } catch (InterruptedException e) {
            // Only a cancel interrupts; anything else would be a fault of ours, and is told as one.
            failures.add(e);
        } finally {
            cancellation.end();
        }
        RunResult result = end(span);
        publishEnd(result);
        failures.throwFatal();
    }

    /** The run has taken longer than it may. Never blocks. */
    void endLate(Duration limit) {
        abort(new AgencyException(
                ErrorCode.RUN_TIMEOUT,
                "The run did not end within " + ToolExecutor.text(limit)
                        + ", which is as long as a run may take (agency-swarm.limits.run-time)."));
    }

    /** Loads the thread, makes the message, and has it answered. */
    private void answer(Span span) throws InterruptedException {
        List<Item> known = request.message().known();
        context.remember(services.keeping()
                .conversations()
                .load(request, transcript.taken().size()));
        loaded = true;
        UserMessage.Prepared message = request.message().prepare();
        fileIds = message.fileIds();
        if (known.isEmpty()) {
            message.forClient().forEach(item -> transcript.add(item, origin));
        }
        AgentRun root = AgentRun.root(request.recipient(), origin, transcript, span);
        AgentLoop loop = new AgentLoop(context, root, request.options().additionalInstructions());
        Optional<JsonNode> refusal = loop.receive(message);
        if (refusal.isPresent()) {
            response = refusal.get();
        } else {
            respond(loop, message);
        }
    }

    private void respond(AgentLoop loop, UserMessage.Prepared message) throws InterruptedException {
        QuickReplies replies = services.quickReplies();
        Optional<QuickReplies.QuickReply> reply = replies.find(agency, request, context.history(), message);
        @Nullable String known = reply.map(replies::answer).orElse(null);
        if (known != null) {
            response = loop.replay(known);
            chatName = request.options().chatName() ? ChatName.tidy(firstWords(message)) : null;
            return;
        }
        ask(loop, message);
        String answer = loop.textOf(response);
        boolean own = loop.node().origin().equals(origin) && transcript.isFreeOfRemarks();
        if (own && !loop.cutShort() && !answer.isEmpty() && !cancellation.requested()) {
            reply.ifPresent(key -> replies.keep(key, answer));
        }
    }

    private void ask(AgentLoop loop, UserMessage.Prepared message) throws InterruptedException {
        if (!request.options().chatName()) {
            response = loop.answer();
            return;
        }
        // Not before the guardrails: what they keep from the model is not to reach it this way.
        try (ChatName name = ChatName.ask(context, loop.node(), firstWords(message))) {
            response = loop.answer();
            chatName = name.await();
        }
    }

    private String firstWords(UserMessage.Prepared message) {
        return Stream.concat(
                        context.history().between(request.recipient().name(), null).stream(),
                        message.forClient().stream())
                .filter(Item::isOfUser)
                .findFirst()
                .map(item -> ((Item.Message) item).text())
                .orElse("");
    }

    private RunResult end(Span span) {
        if (cancellation.immediate()) {
            failures.replace(cancellation.cause());
        }
        List<ThreadItem> rest = failures.get(transcript::takeWhole, List.of());
        List<ThreadItem> said = transcript.taken();
        if (loaded) {
            // Unless what was before it is not known.
            failures.perform(() -> services.keeping().conversations().save(request, context.history(), said));
        }
        boolean cancelled = cancellation.requested() && cancellation.cause() == null;
        RunResult result = keep(
                rest,
                new RunResult(
                        id, response, said, context.usage(), cancelled, failures.first(), fileIds, chatName, null));
        failures.perform(() -> span.end(new Outcome(result.usage(), result.error(), cancelled)));
        services.keeping().keep(id, request, log);
        services.active().remove(this);
        ended.complete(result);
        return result;
    }

    /** Before anybody is told of the end, so that the next request finds the thread free. */
    private RunResult keep(List<ThreadItem> rest, RunResult result) {
        if (record == null) {
            return result;
        }
        failures.perform(() -> record.end(rest, result, context.lastFrame(result)));
        return isFenced() && result.error() == null
                ? RunResult.failed(id, RunRecord.fenced())
                : result.withStoreError(record.storeError());
    }

    private boolean isFenced() {
        return record != null && record.isFenced();
    }

    private void publishEnd(RunResult result) {
        if (isFenced() && log.isKept()) {
            // Their end is what the other process has made of it.
            log.cutOff(RunRecord.fenced());
            return;
        }
        try {
            if (result.error() != null) {
                FailureCollector.log(LOG, result.error(), id, agency.name());
                context.emitEnd(new RunEvent.Failed(result.error().getMessage()));
            }
            context.emitEnd(new RunEvent.Ended(result));
            endTold = true;
        } catch (InterruptedException _) {
            // The service is shutting down.
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever was thrown, nobody finds the run or waits for it any more. */
    private void finish(@Nullable Throwable fault) {
        log.close(endTold ? null : fault);
        services.active().remove(this);
        if (!ended.isDone()) {
            // Its log is not among those of runs that are over, so nothing else frees what it holds.
            log.cutOff(Objects.requireNonNullElseGet(fault, IllegalStateException::new));
            ended.complete(RunResult.failed(
                    id,
                    new AgencyException(
                            ErrorCode.INTERNAL,
                            "The run failed before its end could be told. The service's log has the cause.")));
        }
        published.complete(ended.join());
    }
}
