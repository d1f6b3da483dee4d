package io.agencyswarm.http;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one place that turns errors into answers. Public, with its methods, because what Quarkus generates to call it is
 * of another class loader where this jar is a dependency and the application runs in dev or test mode.
 */
public class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    private final PlaygroundPage playground;

    @Inject
    ErrorMappers(PlaygroundPage playground) {
        this.playground = playground;
    }

    /** Every fault of a request, where it is. */
    @RegisterForReflection
    record Invalid(List<Problem> detail) {}

    /** What went wrong in a way that is foreseen: its code says the status. */
    @ServerExceptionMapper
    public Response known(AgencyException failure) {
        if (failure instanceof InvalidRequestException invalid) {
            return json(failure.code().status(), new Invalid(invalid.problems()));
        }
        return switch (failure.code()) {
            case NOT_FOUND, INVALID_REQUEST, FORBIDDEN -> detail(failure.code().status(), failure.getMessage());
            case ATTACHMENT,
                    CONFIGURATION,
                    MODEL_REFUSED,
                    MODEL_UNREACHABLE,
                    MODEL_FAILED,
                    MODEL_TIMEOUT,
                    TOOL_FAILED,
                    GUARDRAIL,
                    THREAD_STORE,
                    TURN_LIMIT,
                    REQUEST_LIMIT,
                    RUN_TOO_LARGE,
                    CANCELLED,
                    SHUTTING_DOWN,
                    INTERNAL -> json(failure.code().status(), Map.of("error", failure.getMessage()));
        };
    }

    /** Quarkus REST hands on nothing that it knows no resource for once there is a mapper that fits. */
    @ServerExceptionMapper
    public Response nobodys(NotFoundException failure, Request request, UriInfo uri) {
        return playground.answer(request.getMethod(), uri.getPath()).orElseGet(() -> ofTheFramework(failure));
    }

    /** What JAX-RS answers; an answer that was made by hand stays as it is. */
    @ServerExceptionMapper
    public Response ofTheFramework(WebApplicationException failure) {
        if (failure.getResponse().hasEntity() || failure instanceof RedirectionException) {
            return failure.getResponse();
        }
        Response.StatusType status = failure.getResponse().getStatusInfo();
        return detail(status.getStatusCode(), status.getReasonPhrase());
    }

    /** All else, an endless recursion too: logged with its cause, of which the client gets the number only. */
    @ServerExceptionMapper
    public Response unexpected(Throwable fault) {
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
