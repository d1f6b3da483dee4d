package io.agencyswarm.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidRequestExceptionTest {

    @Test
    void getMessage_severalProblems_namesEachPlaceAndFault() {
        InvalidRequestException refused = new InvalidRequestException(List.of(
                Problem.missing("body", "message"),
                new Problem(
                        List.of("body", "chat_history", 2, "role"), "Input should be a valid string", "string_type")));

        assertThat(refused)
                .hasMessage("body.message: Field required; body.chat_history.2.role: Input should be a valid string");
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.code().status()).isEqualTo(422);
    }

    @Test
    void problems_ofAnException_areThoseGivenInTheirOrder() {
        List<Problem> input = new ArrayList<>(List.of(Problem.missing("b"), Problem.missing("a")));

        InvalidRequestException refused = new InvalidRequestException(input);
        input.clear();

        assertThat(refused.problems()).containsExactly(Problem.missing("b"), Problem.missing("a"));
    }

    @Test
    void missing_aPath_isThatOfTheOriginalsValidation() {
        assertThat(Problem.missing("body", 0, "x"))
                .isEqualTo(new Problem(List.of("body", 0, "x"), "Field required", "missing"));
    }

    @Test
    void loc_listIsChangedLater_staysTheSame() {
        List<Object> loc = new ArrayList<>(List.of("body"));
        Problem problem = new Problem(loc, "m", "t");

        loc.add("more");

        assertThat(problem.loc()).containsExactly("body");
    }

    @Test
    void getMessage_problemThatQuotesASecret_doesNotShowIt() {
        InvalidRequestException refused = new InvalidRequestException(
                List.of(new Problem(List.of("body", "client_config"), "unexpected sk-abcdef0123456789", "extra")));

        assertThat(refused.getMessage()).doesNotContain("abcdef0123456789");
    }

    @Test
    void message_problemOfTheWholeValue_hasNoPlace() {
        Problem whole = new Problem(List.of(), "Arguments should be JSON", "json_invalid");
        assertThat(new InvalidRequestException(List.of(whole))).hasMessage("Arguments should be JSON");
    }
}
