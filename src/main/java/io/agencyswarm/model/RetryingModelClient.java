package io.agencyswarm.model;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sends a request again where that can help and nothing has been passed on yet, with pauses that double, or as long as
 * the model's server asks for. A server that asks for a longer pause than the longest is not waited for.
 */
final class RetryingModelClient implements ModelClient {

    private static final Logger LOG = Logger.getLogger(RetryingModelClient.class);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A request that may be made more than once. */
    private interface Attempt<T> {
        T make() throws InterruptedException;
    }

    /** Waits as long as it is told to. */
    interface Pauses {
        void pause(Duration duration) throws InterruptedException;
    }

    private final ModelClient client;
    private final ModelConfig.RetryConfig config;
    private final Consumer<Models.Retry> retries;
    private final Pauses pauses;

    /**
     * A client around another one.
     *
     * @param retries is told of each request that will be sent again
     */
    RetryingModelClient(
            ModelClient client, ModelConfig.RetryConfig config, Consumer<Models.Retry> retries, Pauses pauses) {
        this.pauses = pauses;
        this.client = client;
        this.config = config;
        this.retries = retries;
    }

    @Override
    public String prefix() {
        return client.prefix();
    }

    @Override
    public boolean acceptsClientConfig() {
        return client.acceptsClientConfig();
    }

    @Override
    public boolean takesHostedTools() {
        return client.takesHostedTools();
    }

    @Override
    public boolean takesFiles() {
        return client.takesFiles();
    }

    @Override
    public Set<String> providers() {
        return client.providers();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        return retrying(request.agent(), client.prefix() + request.model(), () -> client.open(request));
    }

    @Override
    public String upload(FileUpload file) throws InterruptedException {
        return retrying(file.agent(), client.prefix() + file.model(), () -> client.upload(file));
    }

    private <T> T retrying(String agent, String model, Attempt<T> request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.make();
            } catch (ModelException e) {
                if (!e.retryable() || attempt >= config.attempts()) {
                    throw e;
                }
                refuseToWaitTooLong(e);
                tell(new Models.Retry(model, e.type()));
                Duration pause = pause(attempt, e);
                LOG.infof("Agent %s: %s; trying again in %d ms.", agent, e.getMessage(), pause.toMillis());
                pauses.pause(pause);
            }
        }
    }

    private void refuseToWaitTooLong(ModelException failure) {
        Duration asked = failure.retryAfter();
        if (asked != null && asked.compareTo(config.maxPause()) > 0) {
            throw failure.adding(" (it asked for a pause of " + text(asked)
                    + ", which is not waited for: agency-swarm.model.retry.max-pause is " + text(config.maxPause())
                    + ")");
        }
    }

    private static String text(Duration duration) {
        return duration.compareTo(SECOND) < 0
                ? duration.toMillis() + " ms"
                : duration.plus(SECOND).minusNanos(1).toSeconds() + " s";
    }

    private void tell(Models.Retry retry) {
        try {
            retries.accept(retry);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // Whoever only wants to know of it must not fail the request.
            LOG.warnf(e, "An observer of the event Models.Retry failed; the request is sent again all the same.");
        }
    }

    private Duration pause(int attempt, ModelException failure) {
        Duration asked = failure.retryAfter();
        if (asked != null) {
            return asked;
        }
        Duration growing = config.pause().multipliedBy(1L << (attempt - 1));
        Duration capped = growing.compareTo(config.maxPause()) < 0 ? growing : config.maxPause();
        // Up to a quarter less, so that runs that failed together do not come back together.
        return capped.minus(
                capped.multipliedBy(ThreadLocalRandom.current().nextInt(26)).dividedBy(100));
    }
}
