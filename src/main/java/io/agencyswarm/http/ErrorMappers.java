package io.agencyswarm.http;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.run.AgencyRunner;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps exceptions to responses. A mapper for all exceptions would also apply to those of the surrounding application,
 * so only our own are mapped; the filters of {@code http.guard} answer unexpected ones. The class and its methods are public because
 * the code that Quarkus generates to call them has another class loader where this jar is a dependency and the
 * application runs in dev or test mode.
 */
public class ErrorMappers {

    /** The problems of a request, each with its location. */
    @RegisterForReflection
    record InvalidBody(List<Problem> detail) implements AnswerBody {}

    /** Maps an expected failure. Its code determines the status. */
    @ServerExceptionMapper
    public Response handle(AgencyException failure) {
        if (failure instanceof InvalidRequestException invalid) {
            return json(failure.code().status(), new InvalidBody(invalid.problems()));
        }
        if (failure instanceof AgencyRunner.ThreadBusyException busy) {
            return json(failure.code().status(), Map.of("detail", failure.getMessage(), "run_id", busy.liveRunId()));
        }
        return switch (failure.code()) {
            case NOT_FOUND, INVALID_REQUEST, FORBIDDEN, CONFLICT, TOO_LARGE, GONE, NOT_SUPPORTED ->
                json(failure.code().status(), Map.of("detail", failure.getMessage()));
            case TOO_MANY, STORE_UNAVAILABLE ->
                Response.fromResponse(json(failure.code().status(), Map.of("detail", failure.getMessage())))
                        .header(HttpHeaders.RETRY_AFTER, 1)
                        .build();
            case ATTACHMENT,
                    CONFIGURATION,
                    MODEL_REFUSED,
                    MODEL_UNREACHABLE,
                    MODEL_FAILED,
                    MODEL_TIMEOUT,
                    TOOL_FAILED,
                    GUARDRAIL,
                    INTERCEPTED,
                    THREAD_STORE,
                    TURN_LIMIT,
                    REQUEST_LIMIT,
                    RUN_TOO_LARGE,
                    RUN_TIMEOUT,
                    CANCELLED,
                    SHUTTING_DOWN,
                    INTERNAL -> json(failure.code().status(), Map.of("error", failure.getMessage()));
        };
    }

    private static Response json(int status, Object body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
