package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingModelClientTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final ModelRequest REQUEST = new ModelRequest(
            "Lead", "m", "", List.of(), ModelTools.NONE, ModelSettings.DEFAULTS, null, ModelBinding.NONE);

    private record Retry(int attempts, Duration pause, Duration maxPause) implements ModelConfig.Retry {}

    @Test
    void open_firstTryAnswers_asksOnce() throws InterruptedException {
        FailingModelClient client = new FailingModelClient();

        assertThat(retrying(client, 3).open(REQUEST)).isSameAs(FailingModelClient.ANSWER);
        assertThat(client.requests()).containsExactly(REQUEST);
    }

    @Test
    void open_failuresThatPass_asksAgainWithTheSameRequest() throws InterruptedException {
        FailingModelClient client = new FailingModelClient(refused(429, null), unreachable());

        assertThat(retrying(client, 3).open(REQUEST)).isSameAs(FailingModelClient.ANSWER);
        assertThat(client.requests()).containsExactly(REQUEST, REQUEST, REQUEST);
    }

    @Test
    void open_failuresThatStay_failsWithTheLastAfterAllAttempts() {
        ModelException last = refused(500, null);
        FailingModelClient client = new FailingModelClient(refused(503, null), unreachable(), last, refused(502, null));

        assertThatThrownBy(() -> retrying(client, 3).open(REQUEST)).isSameAs(last);
        assertThat(client.requests()).hasSize(3);
    }

    @Test
    void open_oneAttempt_neverAsksAgain() {
        FailingModelClient client = new FailingModelClient(refused(429, null));

        assertThatThrownBy(() -> retrying(client, 1).open(REQUEST)).isInstanceOf(ModelException.class);
        assertThat(client.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 422})
    void open_refusalThatStays_isNotTriedAgain(int status) {
        ModelException refusal = refused(status, MOMENT);
        FailingModelClient client = new FailingModelClient(refusal);

        assertThatThrownBy(() -> retrying(client, 3).open(REQUEST)).isSameAs(refusal);
        assertThat(client.requests()).hasSize(1);
    }

    @Test
    void open_otherFailure_isNotTriedAgain() {
        AgencyException other = new AgencyException(ErrorCode.CONFIGURATION, "wrong");
        FailingModelClient client = new FailingModelClient(other);

        assertThatThrownBy(() -> retrying(client, 3).open(REQUEST)).isSameAs(other);
        assertThat(client.requests()).hasSize(1);
    }

    @Test
    void open_retryAfterShorterThanThePause_isKept() {
        FailingModelClient client = new FailingModelClient(refused(429, MOMENT));

        // With the configured pause this would take an hour.
        assertTimeoutPreemptively(
                SOON, () -> retrying(client, new Retry(2, HOUR, HOUR)).open(REQUEST));
        assertThat(client.requests()).hasSize(2);
    }

    @Test
    void open_retryAfterLongerThanTheLongestPause_isCutToIt() {
        FailingModelClient client = new FailingModelClient(refused(429, HOUR));

        assertTimeoutPreemptively(
                SOON, () -> retrying(client, new Retry(2, MOMENT, MOMENT)).open(REQUEST));
        assertThat(client.requests()).hasSize(2);
    }

    @Test
    void open_growingPause_isCutToTheLongest() {
        FailingModelClient client = new FailingModelClient(refused(429, null));

        assertTimeoutPreemptively(
                SOON, () -> retrying(client, new Retry(2, HOUR, MOMENT)).open(REQUEST));
        assertThat(client.requests()).hasSize(2);
    }

    @Test
    void open_retryAfterLongerThanThePause_isWaitedFor() throws InterruptedException {
        FailingModelClient client = new FailingModelClient(refused(429, Duration.ofMillis(200)));
        long begun = System.nanoTime();

        retrying(client, new Retry(2, MOMENT, HOUR)).open(REQUEST);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void open_pauses_doubleWithEachAttempt() throws InterruptedException {
        FailingModelClient client = new FailingModelClient(unreachable(), unreachable(), unreachable());
        long begun = System.nanoTime();

        retrying(client, new Retry(4, Duration.ofMillis(40), HOUR)).open(REQUEST);

        // 40 + 80 + 160, each up to a quarter less; three equal pauses would be 120 at most.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(210));
    }

    @Test
    void open_mostAttemptsThatCanBeConfigured_pausesNeverOverflow() throws InterruptedException {
        RuntimeException[] failures = new RuntimeException[19];
        Arrays.setAll(failures, i -> unreachable());
        FailingModelClient client = new FailingModelClient(failures);

        retrying(client, 20).open(REQUEST);

        assertThat(client.requests()).hasSize(20);
    }

    @Test
    void open_interruptedWhileItWaits_stopsAtOnce() {
        FailingModelClient client = new FailingModelClient(refused(429, null));

        assertTimeoutPreemptively(SOON, () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> retrying(client, new Retry(3, HOUR, HOUR)).open(REQUEST))
                    .isInstanceOf(InterruptedException.class);
        });
        assertThat(client.requests()).hasSize(1);
    }

    @Test
    void prefix_ofTheDecorator_isThatOfTheClient() {
        assertThat(retrying(new FailingModelClient(), 3).prefix()).isEqualTo("failing/");
    }

    private static ModelClient retrying(ModelClient client, int attempts) {
        return retrying(client, new Retry(attempts, MOMENT, MOMENT));
    }

    private static ModelClient retrying(ModelClient client, ModelConfig.Retry config) {
        return new RetryingModelClient(client, config, retry -> {});
    }

    private static ModelException refused(int status, @Nullable Duration retryAfter) {
        return ModelException.refused(status, "no", retryAfter);
    }

    private static ModelException unreachable() {
        return ModelException.unreachable("gone", new ConnectException());
    }
}
