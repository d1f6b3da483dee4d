package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.usage.UsageTotals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param response the answer's text; empty where the run failed or was cancelled
 * @param newMessages all that was said, whole items only, delegated runs before the calls that started them; well-formed,
 *     with growing timestamps
 * @param cancelled whether the run was cancelled before its end
 * @param error what ended the run before its end, null where nothing did
 */
public record RunResult(
        String runId,
        String response,
        List<ThreadItem> newMessages,
        UsageTotals usage,
        boolean cancelled,
        @Nullable AgencyException error) {

    /** Copies the list. */
    public RunResult {
        newMessages = List.copyOf(newMessages);
    }

    /** What ended the run before its end. */
    public Optional<AgencyException> failure() {
        return Optional.ofNullable(error);
    }
}
