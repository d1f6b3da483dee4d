package io.agencyswarm.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.util.List;

/**
 * The baseline: forwards requests to the model server, and its answers to the client. {@code /stream} before the model
 * server's path forwards each chunk when it arrives, {@code /plain} the whole answer when it is complete.
 */
final class Passthrough extends AbstractVerticle {

    private static final String STREAM = "/stream";
    private static final String PLAIN = "/plain";

    private final int modelPort;

    Passthrough(int modelPort) {
        this.modelPort = modelPort;
    }

    static void main(String[] args) throws IOException {
        int modelPort = Integer.parseInt(List.of(args).getFirst());
        ChildProcesses.serve(() -> new Passthrough(modelPort));
    }

    @Override
    public void start(Promise<Void> started) {
        HttpClient model = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(10_000));
        ChildProcesses.listen(vertx, request -> pass(request, model)).onComplete(started);
    }

    private void pass(HttpServerRequest request, HttpClient model) {
        boolean plain = request.uri().startsWith(PLAIN);
        String path = request.uri().substring(plain ? PLAIN.length() : STREAM.length());
        request.body()
                .compose(body -> model.request(HttpMethod.POST, modelPort, ChildProcesses.HOST, path)
                        .compose(question -> question.putHeader("Content-Type", "application/json")
                                .send(body)))
                .onSuccess(answer -> pass(answer, plain, request.response()))
                .onFailure(failure -> request.response().setStatusCode(502).end(failure.toString()));
    }

    private static void pass(HttpClientResponse answer, boolean plain, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode()).putHeader("Content-Type", answer.getHeader("Content-Type"));
        if (plain) {
            answer.body().onSuccess(response::end);
        } else {
            answer.pipeTo(response.setChunked(true));
        }
    }
}
