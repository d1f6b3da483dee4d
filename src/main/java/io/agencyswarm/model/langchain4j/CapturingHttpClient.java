package io.agencyswarm.model.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What LangChain4j's clients take for an HTTP client. It sends nothing: it keeps the one request that it is given, and
 * who wants the answer, so that the run's own thread can send it and read the answer at its own pace.
 */
final class CapturingHttpClient implements HttpClient, HttpClientBuilder {

    private @Nullable Outgoing captured;

    /** The request that LangChain4j made. */
    Outgoing captured() {
        return Objects.requireNonNull(captured, "LangChain4j sends its request before its call returns");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        captured = new Outgoing(request, listener);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("only answers that are streamed are asked for");
    }

    @Override
    public HttpClient build() {
        return this;
    }

    // The time limits are the connection's; LangChain4j only hands these back and forth.

    @Override
    public Duration connectTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }
}
