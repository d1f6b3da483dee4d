package io.agencyswarm.http.guard;

import io.agencyswarm.setting.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits of connections and requests. */
@ConfigMapping(prefix = "agency-swarm.limits")
public interface RequestConfig {

    /**
     * Maximum number of concurrent requests for runs, from the first byte of a request to the last byte of its
     * response. A further request is answered with 429 and {@code Retry-After}. The limit can't be disabled.
     */
    @WithDefault("10000")
    @Range(min = "1")
    int concurrentRuns();

    /**
     * Maximum total size of all current requests for runs, in bytes. A request counts with the bytes of its body that
     * have arrived, and with the stored thread that its run continues. A request counts until its run has ended. In
     * memory, requests take up to fifteen times their size. Responses with stored threads and runs have a limit of
     * their own, which is a third of this limit. A request that would exceed the limit is answered with 429 and
     * {@code Retry-After}. By default a twentieth of the heap. The limit can't be disabled.
     */
    Optional<@Range(min = "1") Long> requestBytes();

    /**
     * Maximum size of the body of a request, in bytes. A larger body is answered with 413. A body with many small
     * values is also answered with 413 if it takes more memory than fifteen times this limit. By default
     * {@code quarkus.http.limits.max-body-size} if that is set, otherwise the smaller of 10 MiB and a thirtieth of the
     * heap. Quarkus's own limit applies too. Bodies of {@code cancel_response_stream} and {@code get_logs} may have at
     * most 64 KiB. The limit can't be disabled.
     */
    Optional<@Range(min = "1") Long> bodyBytes();

    /**
     * Maximum pause while a body arrives. A request that exceeds it is answered with 408, and its connection is closed.
     * Zero disables the limit.
     */
    @WithDefault("10s")
    @Range(min = "0s", max = "1d", zeroDisables = true)
    Duration bodyIdleTimeout();

    /**
     * Maximum time until a body is complete. A request that exceeds it is answered with 408, and its connection is
     * closed. Zero disables the limit.
     */
    @WithDefault("60s")
    @Range(min = "0s", max = "1d", zeroDisables = true)
    Duration bodyTimeout();

    /**
     * Maximum time until the head of a request is complete, and until a new connection sends its first byte. A request
     * that exceeds it is answered with 408, and its connection is closed. Applies only if
     * {@code agency-swarm.whole-server} is {@code true}. Zero disables the limit.
     */
    @WithDefault("10s")
    @Range(min = "0s", max = "1d", zeroDisables = true)
    Duration headTimeout();

    /**
     * Maximum number of connections per port. Further connections are closed at once. Applies only if
     * {@code agency-swarm.whole-server} is {@code true}. Zero disables the limit.
     */
    @WithDefault("12000")
    @Range(min = "0", zeroDisables = true)
    int connections();
}
