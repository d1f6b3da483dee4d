package io.agencyswarm.http.guard;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The limits of request bodies. */
@Singleton
class BodyLimits {

    /** Enough for an id and a mode, or for the id of a log. */
    private static final long SMALL_BODY = 64L << 10;

    private static final int DIGITS_OF_A_LONG = 19;
    private static final String QUARKUS_KEY = "quarkus.http.limits.max-body-size";
    private static final String OWN_KEY = "agency-swarm.limits.body-bytes";
    private static final long QUARKUS_DEFAULT = 10L << 20;
    private static final String OMIT_IMAGES =
            " Images that the model made need not be sent back: omit \"result\" in items of the type"
                    + " image_generation_call, or have the service store the conversation (thread_id).";

    /** The tree of a body takes at most thirty times its bytes, if the body consists of empty objects. */
    private static final int HEAP_SHARE = 30;

    private final ServicePaths paths;
    private final BodyLimit largest;
    private final Duration idleTimeout;
    private final Duration totalTimeout;

    @Inject
    BodyLimits(RequestConfig requestConfig, ServicePaths paths, Config config) {
        this.paths = paths;
        long quarkus = config.getOptionalValue(QUARKUS_KEY, MemorySize.class)
                .map(MemorySize::asLongValue)
                .orElse(Long.MAX_VALUE);
        this.largest =
                largest(requestConfig.bodyBytes(), quarkus, Runtime.getRuntime().maxMemory());
        this.idleTimeout = requestConfig.bodyIdleTimeout();
        this.totalTimeout = requestConfig.bodyTimeout();
    }

    /** A limit in bytes, and the setting that defines it. */
    record BodyLimit(long bytes, String setting) {}

    /** Returns a sentence about what the client can omit from a body that is too large; empty if nothing. */
    String advice(RoutingContext context) {
        return paths.kind(context) == PathKind.RUN ? OMIT_IMAGES : "";
    }

    static BodyLimit largest(Optional<Long> configured, long quarkus, long heap) {
        if (configured.isPresent() && configured.get() <= quarkus) {
            return new BodyLimit(configured.get(), OWN_KEY);
        }
        long heapLimit = Math.min(QUARKUS_DEFAULT, heap / HEAP_SHARE);
        // A value other than Quarkus's default was set on purpose.
        boolean isConfigured = configured.isPresent() || quarkus != QUARKUS_DEFAULT;
        return isConfigured ? new BodyLimit(quarkus, QUARKUS_KEY) : new BodyLimit(heapLimit, OWN_KEY);
    }

    /** Returns the limit for the body of a request. */
    BodyLimit of(RoutingContext context) {
        return switch (paths.kind(context).admission()) {
            case SMALL -> small();
            case RUN, MESSAGE, NONE -> largest;
        };
    }

    /** Returns the limit for the body of a request that starts no run. */
    BodyLimit small() {
        return largest.bytes() <= SMALL_BODY ? largest : new BodyLimit(SMALL_BODY, "the limit of this endpoint");
    }

    /** Returns the request's {@code Content-Length}; 0 if it has none. */
    static long contentLength(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        return length.length() < DIGITS_OF_A_LONG ? Long.parseLong(length) : Long.MAX_VALUE;
    }

    /** Returns the maximum pause in a body; zero disables it. */
    Duration idleTimeout() {
        return idleTimeout;
    }

    /** Returns the maximum time for a complete body; zero disables it. */
    Duration totalTimeout() {
        return totalTimeout;
    }
}
