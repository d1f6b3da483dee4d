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
import java.util.regex.Pattern;

/**
 * Lets requests for runs in, as many at a time as {@code agency-swarm.limits.concurrent-runs} says, and none once the
 * process is to end. A request counts from before its body is read until its answer is whole or its client has left.
 */
@Singleton
class Admission {

    /** With parameters of a path's segment, which resources take no notice of. */
    private static final Pattern FOR_A_RUN = Pattern.compile(".*/(get_response|get_response_stream)(;[^/]*)?/?");

    private final Draining draining;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    @Inject
    Admission(Draining draining, RunConfig limits) {
        this.draining = draining;
        this.most = limits.concurrentRuns();
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
        } else if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            refuse(
                    request,
                    429,
                    "The service has " + most + " runs under way, as many as it may"
                            + " (agency-swarm.limits.concurrent-runs). Ask again.");
        } else {
            enter(request);
        }
    }

    private void enter(RoutingContext request) {
        AtomicBoolean left = new AtomicBoolean();
        request.addEndHandler(ended -> leave(left));
        if (request.response().closed()) {
            // The client left while its token was looked at, so the handler may have come too late.
            leave(left);
        } else {
            request.next();
        }
    }

    private void leave(AtomicBoolean left) {
        if (left.compareAndSet(false, true)) {
            open.decrementAndGet();
        }
    }

    /** Behind a proxy another process may take it at once; a second keeps clients from asking in a loop. */
    private static void refuse(RoutingContext request, int status, String detail) {
        request.response().putHeader("Retry-After", "1");
        FrontDoor.refuse(request, status, detail);
    }
}
