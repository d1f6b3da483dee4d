package io.agencyswarm.http;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.request.RequestEnd;
import io.agencyswarm.store.StoredRunsConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the number of requests that read a run's stream or wait for its end, because they occupy a connection for
 * long.
 */
@Singleton
class RunReaders {

    private static final String COUNTED = RunReaders.class.getName();

    private final AtomicInteger readers = new AtomicInteger();
    private final int max;

    @Inject
    RunReaders(StoredRunsConfig config) {
        this.max = config.readers();
    }

    /**
     * Counts the request until it ends. A request that is counted already is not counted again.
     *
     * @throws AgencyException if the maximum number is reached
     */
    void admit(RoutingContext context) {
        if (context.get(COUNTED) != null) {
            return;
        }
        if (readers.incrementAndGet() > max) {
            readers.decrementAndGet();
            throw new AgencyException(
                    ErrorCode.TOO_MANY,
                    max + " requests are reading streams or waiting for runs, the maximum (agency-swarm.runs.readers)."
                            + " Retry later.");
        }
        context.put(COUNTED, true);
        RequestEnd.onEnd(context, readers::decrementAndGet);
    }
}
