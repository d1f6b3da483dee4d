package io.agencyswarm.run.loop;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.observe.Step;
import io.agencyswarm.run.call.CallerScope;
import io.agencyswarm.run.turn.ModelOutputSize;
import io.agencyswarm.run.turn.TurnText;
import io.agencyswarm.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the agent's model for a name of the conversation, from its first message and concurrently with the run, so that
 * the run's end waits for it at most ten seconds. If it fails, the run continues without a name. Its one model request
 * does not count towards the run's limit, so that it can't end a run that would have needed it.
 */
final class ChatNameTask implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ChatNameTask.class);
    private static final int MAX_CHARACTERS = 80;
    private static final int MAX_QUOTED = 4_000;
    private static final int WAIT_SECONDS = 10;
    private static final String INSTRUCTIONS =
            "Name the conversation that begins with the user's message: two to six words, in the language of the message,"
                    + " without quotation marks and without a full stop. Answer with the name alone; do not answer the"
                    + " message.";

    private final FutureTask<@Nullable String> task;

    private ChatNameTask(FutureTask<@Nullable String> task) {
        this.task = task;
    }

    /** Starts to ask the model of the agent that the user talks to. */
    static ChatNameTask start(AgentContext context, String message) {
        ModelRequest request = request(context, message);
        FutureTask<@Nullable String> task = new FutureTask<>(() -> {
            try (CallerScope.Activation _ = context.run().scope().enter();
                    ObservedStep step = context.begin(new Step.ModelCall(request.agent(), request.model()))) {
                return toName(answer(context.run(), request, step));
            }
        });
        Thread.ofVirtual().start(task);
        return new ChatNameTask(task);
    }

    /** Waits for the name; null if the model gave none in time. */
    @Nullable
    String await() throws InterruptedException {
        try {
            return task.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            LOG.warnf("A conversation could not be named: %s", AgencyException.reason(e.getCause()));
        } catch (TimeoutException _) {
            LOG.warnf("A conversation was not named within %d s of its answer.", WAIT_SECONDS);
        }
        return null;
    }

    /** Stops asking. */
    @Override
    public void close() {
        task.cancel(true);
    }

    private static ModelRequest request(AgentContext context, String message) {
        return new ModelRequest(
                context.name(),
                context.model(),
                INSTRUCTIONS,
                List.of(Item.userMessage(Excerpt.beginning(message, MAX_QUOTED))),
                ModelTools.NONE,
                context.settings().forAuxiliaryRequest(),
                null,
                context.run().options().clientConfig());
    }

    private static String answer(RunContext run, ModelRequest request, ObservedStep step) throws InterruptedException {
        List<Item> items = new ArrayList<>();
        ModelOutputSize size = new ModelOutputSize(run.limits().answerBytes());
        try (ModelStream stream = run.models().open(request)) {
            for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
                size.add(event.json().length);
                step.onModelEvent(event);
                switch (event) {
                    case ModelEvent.ItemDone itemDone -> {
                        if (itemDone.item() instanceof Item.Message message) {
                            items.add(message);
                        }
                    }
                    case ModelEvent.Completed completed -> step.use(run.countUsage(request.model(), completed.usage()));
                    case ModelEvent.Forwarded _, ModelEvent.Failed _ -> {}
                }
            }
            step.succeed();
        } catch (AgencyException e) {
            throw step.fail(e);
        }
        return TurnText.of(items);
    }

    /** Makes a name of a text: its first line, cut to a length that fits a list; null if it is blank. */
    static @Nullable String toName(String answer) {
        String line = answer.strip().lines().findFirst().orElse("").strip();
        return line.isEmpty() ? null : Excerpt.beginning(line, MAX_CHARACTERS);
    }
}
