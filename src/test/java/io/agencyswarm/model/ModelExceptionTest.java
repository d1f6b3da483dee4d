package io.agencyswarm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.error.ErrorCode;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelExceptionTest {

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void refused_statusThatMayPass_isRetryable(int status) {
        assertThat(ModelException.refused(status, "busy", null).isRetryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 405, 413, 422})
    void refused_statusThatStays_isNotRetryable(int status) {
        assertThat(ModelException.refused(status, "no", null).isRetryable()).isFalse();
    }

    @Test
    void refused_anyStatus_saysItAndWhatTheServerSaid() {
        ModelException failure = ModelException.refused(429, "slow down, sk-abcdef0123456789", Duration.ofSeconds(3));

        assertThat(failure).hasMessage("the model's server answered 429: slow down, …");
        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_REFUSED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void unreachable_anyCause_isRetryableAndKeepsIt() {
        ConnectException cause = new ConnectException("refused");

        ModelException failure = ModelException.unreachable("the model's server could not be reached", cause);

        assertThat(failure)
                .hasMessage("the model's server could not be reached")
                .hasCause(cause);
        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNREACHABLE);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.retryAfter()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void constructor_anyCode_isNotRetryable(ErrorCode code) {
        assertThat(new ModelException(code, "no", null).isRetryable()).isFalse();
        assertThat(new ModelException(code, "no", null).retryAfter()).isNull();
    }
}
