package io.agencyswarm.http;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.store.RunsConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that read a run's stream or wait for its end, which hold a connection for long. */
@Singleton
class RunReaders {

    private final AtomicInteger now = new AtomicInteger();
    private final int most;

    @Inject
    RunReaders(RunsConfig config) {
        this.most = config.readers();
    }

    /**
     * The request is one of them until it ends.
     *
     * @throws AgencyException if there are as many as there may be
     */
    void enter(RoutingContext request) {
        if (now.incrementAndGet() > most) {
            now.decrementAndGet();
            throw new AgencyException(
                    ErrorCode.TOO_MANY,
                    most + " requests read streams or wait for runs, as many as may (agency-swarm.runs.readers). Ask"
                            + " again.");
        }
        RequestEnd.run(request, now::decrementAndGet);
    }
}
