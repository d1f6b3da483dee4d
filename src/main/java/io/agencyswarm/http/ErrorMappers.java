package io.agencyswarm.http;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place that turns errors into answers. */
class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    /** Every fault of a request, where it is. */
    record Invalid(List<Problem> detail) {}

    @ServerExceptionMapper
    Response known(AgencyException failure) {
        if (failure instanceof InvalidRequestException invalid) {
            return json(failure.code().status(), new Invalid(invalid.problems()));
        }
        return switch (failure.code()) {
            case NOT_FOUND, INVALID_REQUEST -> detail(failure.code().status(), failure.getMessage());
            case CONFIGURATION,
                    MODEL_REFUSED,
                    MODEL_UNREACHABLE,
                    MODEL_FAILED,
                    MODEL_TIMEOUT,
                    TOOL_FAILED,
                    TURN_LIMIT,
                    REQUEST_LIMIT,
                    INTERNAL -> json(failure.code().status(), Map.of("error", failure.getMessage()));
        };
    }

    @ServerExceptionMapper
    Response ofTheFramework(WebApplicationException failure) {
        if (failure.getResponse().hasEntity() || failure instanceof RedirectionException) {
            return failure.getResponse();
        }
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return detail(status.getStatusCode(), status.getReasonPhrase());
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException fault) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(fault, "A request failed unexpectedly (%s)", id);
        return json(
                500,
                Map.of("error", "The request failed unexpectedly. The service's log has the cause under " + id + "."));
    }

    private static Response detail(int status, String sentence) {
        return json(status, Map.of("detail", sentence));
    }

    private static Response json(int status, Object body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
