package io.agencyswarm.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureHandlerTest {

    static Stream<Throwable> leaving() {
        return Stream.of(
                new HttpClosedException("Stream was closed"),
                new StreamResetException(8),
                new ClosedChannelException(),
                new IOException("Connection reset by peer"),
                // As Quarkus reports it while a response is written.
                new IOException(new IOException(
                        "Failed to write", new IOException(new HttpClosedException("Stream was closed")))));
    }

    @ParameterizedTest
    @MethodSource("leaving")
    void failure_ofAClientThatLeaves_isOfTheConnection(Throwable failure) {
        assertThat(FailureHandler.isDisconnect(failure)).isTrue();
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new IOException("No space left on device"),
                new IOException(new IllegalStateException("Failed to write")),
                new IllegalStateException(new HttpClosedException("Stream was closed")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void failure_ofTheService_isNot(Throwable failure) {
        assertThat(FailureHandler.isDisconnect(failure)).isFalse();
    }
}
