package io.agencyswarm.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgencyExceptionTest {

    @ParameterizedTest
    @CsvSource({"MODEL_REFUSED,500", "INVALID_REQUEST,422", "NOT_FOUND,404", "INTERNAL,500"})
    void constructor_messageWithASecret_neverShowsIt(ErrorCode code, int status) {
        IllegalStateException cause = new IllegalStateException("sk-abcdef0123456789");

        AgencyException failure = new AgencyException(code, "Refused sk-abcdef0123456789.", cause);

        assertThat(failure).hasMessage("Refused ….").hasCause(cause);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.code().status()).isEqualTo(status);
    }
}
