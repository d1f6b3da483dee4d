package io.agencyswarm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import io.agencyswarm.store.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionProblemTest {

    @Test
    void ofPage_entryMissing_namesTheParameter() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> PositionProblem.ofPage(() -> {
                    throw Store.Page.missingEntry("run", "r1");
                }));

        assertThat(refused.problems())
                .containsExactly(new Problem(
                        List.of("query", "before"),
                        "There is no run \"r1\" in this list; it may have been deleted. Read the list from its"
                                + " beginning",
                        "value_error"));
    }

    @Test
    void ofFork_itemMissing_namesTheField() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> PositionProblem.ofFork(() -> {
                    throw new Store.PositionException("The thread has fewer items than 5");
                }));

        assertThat(refused.problems())
                .containsExactly(
                        new Problem(List.of("body", "after_item"), "The thread has fewer items than 5", "int_range"));
    }
}
