package io.agencyswarm.http;

import io.agencyswarm.run.Draining;
import io.agencyswarm.run.RunConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Lets requests for runs in, as many at a time and with as much in them as {@code agency-swarm.limits} says, and none
 * once the process is to end. A request counts from before its body is read until its answer is whole or its client has
 * left.
 */
@Singleton
class Admission {

    /** With parameters of a path's segment, which resources take no notice of. */
    private static final Pattern FOR_A_RUN = Pattern.compile(".*/(get_response|get_response_stream)(;[^/]*)?/?");

    /** A body is a tree of JSON for most of its run's time, with short texts in fifteen times the memory. */
    private static final int SHARE_OF_THE_HEAP = 20;

    private final FrontDoor door;
    private final Draining draining;
    private final int most;
    private final long mostBytes;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    @Inject
    Admission(FrontDoor door, Draining draining, RunConfig limits) {
        this.door = door;
        this.draining = draining;
        this.most = limits.concurrentRuns();
        this.mostBytes = limits.requestBytes().orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);
    }

    void filters(@Observes Filters filters) {
        filters.register(this::admit, FrontDoor.AFTER_AUTHENTICATION + 1);
    }

    private void admit(RoutingContext request) {
        boolean forARun = request.request().method().equals(HttpMethod.POST)
                && FOR_A_RUN.matcher(request.normalizedPath()).matches();
        if (!forARun) {
            request.next();
        } else if (draining.begun()) {
            FrontDoor.closeAfter(request);
            refuse(request, 503, "The service is shutting down and begins no more runs. Ask again.");
        } else {
            enter(request, door.mostBytes(request));
        }
    }

    private void enter(RoutingContext request, long size) {
        int runs = open.incrementAndGet();
        long held = bytes.addAndGet(size);
        if (runs > most) {
            leave(size);
            refuse(
                    request,
                    429,
                    "The service has " + most + " runs under way, as many as it may"
                            + " (agency-swarm.limits.concurrent-runs). Ask again.");
        } else if (held > mostBytes && runs > 1) {
            // One that is alone is let in, however large it is among the limits.
            leave(size);
            refuse(
                    request,
                    429,
                    "The requests of the runs under way have as many bytes as the service may hold at a time, "
                            + mostBytes + " (agency-swarm.limits.request-bytes). Ask again.");
        } else {
            stay(request, size);
        }
    }

    private void stay(RoutingContext request, long size) {
        AtomicBoolean left = new AtomicBoolean();
        Runnable leaving = () -> {
            if (left.compareAndSet(false, true)) {
                leave(size);
            }
        };
        request.addEndHandler(ended -> leaving.run());
        if (request.response().closed()) {
            // The client left while its token was looked at, so the handler may have come too late.
            leaving.run();
        } else {
            request.next();
        }
    }

    private void leave(long size) {
        open.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** Behind a proxy another process may take it at once; a second keeps clients from asking in a loop. */
    private static void refuse(RoutingContext request, int status, String detail) {
        request.response().putHeader("Retry-After", "1");
        FrontDoor.refuse(request, status, detail);
    }
}
