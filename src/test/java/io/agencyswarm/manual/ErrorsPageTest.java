package io.agencyswarm.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on errors lists each code, with the status and the field of its response. */
class ErrorsPageTest {

    /** A row of the codes: code, status and field, and whether to retry in the last column. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d+) \\| `(\\w+)` \\|.*\\| (.*) \\|$");

    @ParameterizedTest
    @EnumSource
    void code_inThePage_hasTheStatusAndFieldOfItsResponse(ErrorCode code) {
        ErrorResponse answer = ErrorResponse.of(new AgencyException(code, "Why."));
        MatchResult row = rows().stream()
                .filter(match -> match.group(1).equals(code.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("errors.md has no row of " + code));

        assertThat(row.group(2)).isEqualTo(Integer.toString(answer.status()));
        assertThat(answer.body()).isEqualTo(Json.object().put(row.group(3), "Why."));
        assertThat(row.group(4).contains(HttpHeaders.RETRY_AFTER))
                .isEqualTo(answer.headers().containsKey(HttpHeaders.RETRY_AFTER));
    }

    @Test
    void rows_ofThePage_areOneForEachCode() {
        assertThat(rows().stream().map(row -> ErrorCode.valueOf(row.group(1))))
                .containsExactlyInAnyOrder(ErrorCode.values());
    }

    private static List<MatchResult> rows() {
        return ROW.matcher(Pages.read(Pages.MANUAL.resolve("errors.md")))
                .results()
                .toList();
    }
}
