package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.RetryingModelClient.Pauses;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingModelClientTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final ModelRequest REQUEST = new ModelRequest(
            "Lead", "m", "", List.of(), ModelTools.NONE, ModelSettings.DEFAULTS, null, ClientConfig.NONE);

    private final List<Duration> paused = new ArrayList<>();

    private record Retry(int attempts, Duration pause, Duration maxPause) implements ModelConfig.RetryConfig {}

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

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 700, 59_999, 60_000})
    void open_retryAfter_isWaitedForInsteadOfThePause(long millis) throws InterruptedException {
        FailingModelClient client = new FailingModelClient(refused(429, Duration.ofMillis(millis)));

        retrying(client, new Retry(2, HOUR, MINUTE)).open(REQUEST);

        assertThat(paused).containsExactly(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"60001,60001 ms", "120000,2 min", "3600000,1 h"})
    void open_retryAfterLongerThanTheLongestPause_failsAtOnceAndSaysSo(long millis, String message) {
        FailingModelClient client = new FailingModelClient(refused(429, Duration.ofMillis(millis)));

        assertThatThrownBy(() -> retrying(client, new Retry(3, MOMENT, MINUTE)).open(REQUEST))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.type()).isEqualTo("429"))
                .hasMessage("the model's server answered 429: no (it asked for a pause of " + message
                        + ", which is longer than agency-swarm.model.retry.max-pause, 1 min)");
        assertThat(client.requests()).hasSize(1);
        assertThat(paused).isEmpty();
    }

    @Test
    void open_lastAttempt_isReportedAsItIsHoweverLongServerAsksToWait() {
        ModelException last = refused(429, HOUR);

        assertThatThrownBy(() -> retrying(new FailingModelClient(last), new Retry(1, MOMENT, MINUTE))
                        .open(REQUEST))
                .isSameAs(last);
    }

    @Test
    void upload_transientFailure_isRetried() throws Exception {
        FailingModelClient client = new FailingModelClient(refused(503, MOMENT));
        FileUpload file = new FileUpload("Lead", "m", "a.txt", Path.of("a.txt"), ClientConfig.NONE);

        assertThat(retrying(client, 2).upload(file)).isEqualTo("file-1");
        assertThat(paused).containsExactly(MOMENT);
    }

    @Test
    void open_pauses_doubleWithEachAttemptUpToTheLongest() throws InterruptedException {
        RuntimeException[] failures = new RuntimeException[5];
        Arrays.setAll(failures, _ -> unreachable());

        retrying(new FailingModelClient(failures), new Retry(6, Duration.ofSeconds(8), MINUTE))
                .open(REQUEST);

        List<Integer> max = List.of(8, 16, 32, 60, 60);
        assertThat(paused).hasSize(5);
        for (int i = 0; i < 5; i++) {
            // The pause may be up to a quarter shorter.
            assertThat(paused.get(i))
                    .isBetween(
                            Duration.ofSeconds(max.get(i)).multipliedBy(3).dividedBy(4),
                            Duration.ofSeconds(max.get(i)));
        }
    }

    @Test
    void open_mostAttemptsThatCanBeConfigured_pausesNeverOverflow() throws InterruptedException {
        RuntimeException[] failures = new RuntimeException[19];
        Arrays.setAll(failures, _ -> unreachable());
        FailingModelClient client = new FailingModelClient(failures);

        retrying(client, 20).open(REQUEST);

        assertThat(client.requests()).hasSize(20);
    }

    @Test
    void open_interruptedWhileItWaits_stopsAtOnce() {
        FailingModelClient client = new FailingModelClient(refused(429, null));

        Pauses interrupted = _ -> {
            throw new InterruptedException();
        };
        assertThatThrownBy(() ->
                        new RetryingModelClient(client, new Retry(3, HOUR, HOUR), _ -> {}, interrupted).open(REQUEST))
                .isInstanceOf(InterruptedException.class);
        assertThat(client.requests()).hasSize(1);
    }

    @Test
    void prefix_ofTheDecorator_isThatOfTheClient() {
        assertThat(retrying(new FailingModelClient(), 3).prefix()).isEqualTo("failing/");
    }

    private ModelClient retrying(ModelClient client, int attempts) {
        return retrying(client, new Retry(attempts, MOMENT, MOMENT));
    }

    private ModelClient retrying(ModelClient client, ModelConfig.RetryConfig config) {
        return new RetryingModelClient(client, config, _ -> {}, paused::add);
    }

    private static ModelException refused(int status, @Nullable Duration retryAfter) {
        return ModelException.refused(status, "no", retryAfter);
    }

    private static ModelException unreachable() {
        return ModelException.unreachable("gone", new ConnectException());
    }
}
