package io.agencyswarm.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The limits that hold for the bodies of requests; refuses those that are larger by what they say of themselves. */
@Singleton
class BodyLimits {

    /** Enough for an id and a mode, or for the id of a log. */
    private static final long SMALL_BODY = 64L << 10;

    private static final int DIGITS_OF_A_LONG = 19;
    private static final String OF_QUARKUS = "quarkus.http.limits.max-body-size";
    private static final String OUR_OWN = "agency-swarm.limits.body-bytes";
    private static final long QUARKUS_DEFAULT = 10L << 20;
    private static final String LEAVE_PICTURES =
            " Pictures that the model made need not be sent back: leave \"result\" out of the items of the type"
                    + " image_generation_call, or let the service keep the conversation (thread_id).";

    /** The tree of a body takes up to thirty times its bytes, when it is made of nothing but empty objects. */
    private static final int SHARE_OF_THE_HEAP = 30;

    private final ServicePaths paths;
    private final BodyLimit largest;
    private final Duration idle;
    private final Duration total;

    @Inject
    BodyLimits(RequestConfig own, ServicePaths paths, Config config) {
        this.paths = paths;
        long quarkus = config.getOptionalValue(OF_QUARKUS, MemorySize.class)
                .map(MemorySize::asLongValue)
                .orElse(Long.MAX_VALUE);
        this.largest = largest(own.bodyBytes(), quarkus, Runtime.getRuntime().maxMemory());
        this.idle = notNegative("agency-swarm.limits.body-idle-timeout", own.bodyIdleTimeout());
        this.total = notNegative("agency-swarm.limits.body-timeout", own.bodyTimeout());
    }

    /** A number of bytes, and what says it. */
    record BodyLimit(long bytes, String source) {}

    void filters(@Observes Filters filters) {
        // Before Quarkus's own limit, which answers without a word.
        filters.register(this::weigh, HttpFilters.AFTER_AUTHENTICATION - 1);
    }

    private void weigh(RoutingContext request) {
        BodyLimit limit = of(request);
        if (!paths.covers(request) || announced(request) <= limit.bytes()) {
            request.next();
            return;
        }
        CloseAfterResponse.after(request);
        HttpFilters.refuse(
                request,
                413,
                "The body has " + request.request().getHeader("Content-Length") + " bytes, but may have "
                        + limit.bytes() + " (" + limit.source() + ")." + advice(request));
    }

    /** What may be left out of a body that is too large, as a further sentence; empty where nothing may. */
    String advice(RoutingContext request) {
        return paths.kind(request) == ServicePaths.PathKind.RUN ? LEAVE_PICTURES : "";
    }

    static BodyLimit largest(Optional<Long> own, long quarkus, long heap) {
        if (own.isPresent() && own.get() <= quarkus) {
            return new BodyLimit(own.get(), OUR_OWN);
        }
        long byHeap = Math.min(QUARKUS_DEFAULT, heap / SHARE_OF_THE_HEAP);
        // Whoever set another limit than Quarkus's default meant that one.
        boolean chosen = own.isPresent() || quarkus != QUARKUS_DEFAULT;
        return chosen ? new BodyLimit(quarkus, OF_QUARKUS) : new BodyLimit(byHeap, OUR_OWN);
    }

    /** The largest body that a request may have. */
    BodyLimit of(RoutingContext request) {
        return switch (paths.kind(request)) {
            case CANCEL, FORK, LOGS -> small();
            case RUN, TOOL, MCP, METADATA, LIST, ENTRY, RUN_STREAM, DOCS, PLAYGROUND, OTHER -> largest;
        };
    }

    /** The largest body of a request that begins no run. */
    BodyLimit small() {
        return largest.bytes() <= SMALL_BODY ? largest : new BodyLimit(SMALL_BODY, "the limit of this endpoint");
    }

    /** The bytes that a body is said to have; 0 where nothing is said. */
    static long announced(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        return length.length() < DIGITS_OF_A_LONG ? Long.parseLong(length) : Long.MAX_VALUE;
    }

    /** The longest pause in a body; zero for none. */
    Duration idle() {
        return idle;
    }

    /** The longest time for a body; zero for none. */
    Duration total() {
        return total;
    }

    private static Duration notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new ConfigurationException(key + " is " + value
                    + ", but must not be negative. Set it to a time such as 10s, or to 0s for no limit.");
        }
        return value;
    }
}
