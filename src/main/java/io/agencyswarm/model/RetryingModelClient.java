package io.agencyswarm.model;

import io.agencyswarm.text.Durations;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Retries requests that failed before their first byte, if the failure is temporary. The pauses double, or are as long
 * as the model's server asks for. If the server asks for more than the maximum pause, the request fails at once.
 */
final class RetryingModelClient implements ModelClient {

    private static final Logger LOG = Logger.getLogger(RetryingModelClient.class);

    /** A request that may be sent more than once. */
    private interface Attempt<T> {
        T make() throws InterruptedException;
    }

    /** Waits between two attempts. */
    interface Pauses {
        void pause(Duration duration) throws InterruptedException;
    }

    private final ModelClient client;
    private final ModelConfig.RetryConfig config;
    private final Consumer<ModelRouter.Retry> retries;
    private final Pauses pauses;

    /**
     * Wraps a client.
     *
     * @param retries called before each retry
     */
    RetryingModelClient(
            ModelClient client, ModelConfig.RetryConfig config, Consumer<ModelRouter.Retry> retries, Pauses pauses) {
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
    public boolean supportsClientConfig() {
        return client.supportsClientConfig();
    }

    @Override
    public boolean supportsHostedTools() {
        return client.supportsHostedTools();
    }

    @Override
    public boolean supportsFiles() {
        return client.supportsFiles();
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
                if (!e.isRetryable() || attempt >= config.attempts()) {
                    throw e;
                }
                refuseToWaitTooLong(e);
                notifyRetry(new ModelRouter.Retry(model, e.type()));
                Duration pause = pause(attempt, e);
                LOG.infof("Agent %s: %s; retrying in %d ms.", agent, e.getMessage(), pause.toMillis());
                pauses.pause(pause);
            }
        }
    }

    private void refuseToWaitTooLong(ModelException failure) {
        Duration delay = failure.retryAfter();
        if (delay != null && delay.compareTo(config.maxPause()) > 0) {
            throw failure.withDetail(" (it asked for a pause of " + Durations.text(delay)
                    + ", which is longer than agency-swarm.model.retry.max-pause, " + Durations.text(config.maxPause())
                    + ")");
        }
    }

    private void notifyRetry(ModelRouter.Retry retry) {
        try {
            retries.accept(retry);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // A failing observer must not make the request fail.
            LOG.warnf(e, "An observer of the event ModelRouter.Retry failed; the request is retried nevertheless.");
        }
    }

    private Duration pause(int attempt, ModelException failure) {
        Duration delay = failure.retryAfter();
        if (delay != null) {
            return delay;
        }
        Duration growing = config.pause().multipliedBy(1L << (attempt - 1));
        Duration capped = growing.compareTo(config.maxPause()) < 0 ? growing : config.maxPause();
        // Up to a quarter less, so that runs that failed at the same time do not retry at the same time.
        return capped.minus(
                capped.multipliedBy(ThreadLocalRandom.current().nextInt(26)).dividedBy(100));
    }
}
