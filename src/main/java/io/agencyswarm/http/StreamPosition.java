package io.agencyswarm.http;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From where on a client wants the frames of a run.
 *
 * @param after the number of the last frame that is not wanted
 * @param lastEventId the header that says so; null where it is the query, or nothing
 */
record StreamPosition(long after, @Nullable String lastEventId) {

    /** From the first frame on. */
    static final StreamPosition BEGINNING = new StreamPosition(0, null);

    /**
     * The refusal of a frame that is not there: 400 where the header names it.
     *
     * @param newest the number of the newest frame
     * @throws InvalidRequestException if the query names it
     */
    Response refusal(long newest) {
        if (lastEventId == null) {
            throw new InvalidRequestException(List.of(new Problem(
                    List.of("query", "starting_after"),
                    "Input should be at most " + newest + ", the number of the run's last frame so far",
                    "int_range")));
        }
        return RunStreams.refusal(
                400, "Last-Event-ID is " + after + ", but the run's last frame so far is " + newest + ".", Map.of());
    }
}
