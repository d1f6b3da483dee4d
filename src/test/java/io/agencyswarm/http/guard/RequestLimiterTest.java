package io.agencyswarm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.http.guard.RequestLimiter.RequestReservation;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The bytes that requests and their runs hold. */
class RequestLimiterTest {

    private final RequestLimiter limiter = new RequestLimiter(new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(RequestConfig.class)
            .withDefaultValues(Map.of("agency-swarm.limits.request-bytes", "100"))
            .build()
            .getConfigMapping(RequestConfig.class));

    @Test
    void reserve_clientHasLeftAndItsRunGoesOn_countsUntilTheRunEnds() {
        RequestReservation left = limiter.admitRun().orElseThrow();
        left.reserve(10);
        left.release();
        CompletableFuture<Void> run = new CompletableFuture<>();

        assertThat(left.reserve(50)).as("the thread that the run loads").isTrue();
        left.keepUntil(run);

        RequestReservation other = limiter.admitRun().orElseThrow();
        assertThat(other.hasRoomFor(41)).isFalse();
        run.complete(null);
        assertThat(other.hasRoomFor(100)).isTrue();
    }

    @Test
    void reserve_clientHasLeftAndNoRunGoesOn_countsNothing() {
        RequestReservation left = limiter.admitRun().orElseThrow();
        left.release();

        assertThat(left.reserve(50)).isTrue();

        limiter.admitRun();
        assertThat(limiter.admitRun().orElseThrow().hasRoomFor(100)).isTrue();
    }
}
