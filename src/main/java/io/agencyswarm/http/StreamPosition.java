package io.agencyswarm.http;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.http.response.NoStore;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position from which a client requests the frames of a run.
 *
 * @param after the number of the last frame to skip
 * @param lastEventId the header with the position; null if the query has it or the client sent none
 */
record StreamPosition(long after, @Nullable String lastEventId) {

    /** The position before the first frame. */
    static final StreamPosition BEGINNING = new StreamPosition(0, null);

    /**
     * Returns the response to the position of a frame that does not exist: 400 if the header has it, 422 if the query
     * has it.
     *
     * @param newest the number of the newest frame
     */
    Response refusal(long newest) {
        if (lastEventId == null) {
            return ErrorResponse.of(new InvalidRequestException(List.of(new Problem(
                            List.of("query", "starting_after"),
                            "Input should be at most " + newest + ", the number of the run's last frame so far",
                            "int_range"))))
                    .response();
        }
        return NoStore.with(ErrorResponse.rejection(
                400, "Last-Event-ID is " + after + ", but the run's last frame so far is " + newest + "."));
    }
}
