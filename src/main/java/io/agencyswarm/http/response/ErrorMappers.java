package io.agencyswarm.http.response;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.run.ThreadBusyException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps exceptions to responses. A mapper for all exceptions would also apply to those of the surrounding application,
 * so only our own are mapped; the filters of {@code http.guard} map unexpected ones. The class and its method are
 * public because the code that Quarkus generates to call them has another class loader where this jar is a dependency
 * and the application runs in dev or test mode.
 */
public class ErrorMappers {

    /** Maps an expected failure. */
    @ServerExceptionMapper
    public Response handle(AgencyException failure) {
        ErrorResponse response = ErrorResponse.of(failure);
        return (failure instanceof ThreadBusyException busy ? response.withField("run_id", busy.liveRunId()) : response)
                .response();
    }
}
