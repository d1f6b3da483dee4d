package io.agencyswarm.http;

import io.agencyswarm.run.AgencyRun;
import io.agencyswarm.run.RunEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code POST /{agency}/get_response_stream}: a run as it happens. */
@Path("/{agency}/get_response_stream")
public class GetResponseStreamResource {

    private final Agencies agencies;
    private final RequestLog logs;
    private final HttpConfig config;

    @Inject
    GetResponseStreamResource(Agencies agencies, RequestLog logs, HttpConfig config) {
        this.agencies = agencies;
        this.logs = logs;
        this.config = config;
    }

    @POST
    @RunOnVirtualThread
    public SseStream getResponseStream(
            @PathParam("agency") String agency,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam(RequestLog.HEADER) @Nullable String logId,
            byte[] body) {
        AgencyRun run = agencies.run(agency, body, contentType);
        RunEventEncoder encoder = new RunEventEncoder(config.showPrompts());
        Consumer<RunEvent> log = logs.of(logId);
        return new SseStream(
                run.events(event -> {
                    log.accept(event);
                    return encoder.encode(event);
                }),
                config.stream());
    }
}
