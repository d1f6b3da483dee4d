package io.agencyswarm.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.ModelConnections;
import io.agencyswarm.net.Connections;
import io.agencyswarm.net.NetworkFault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Uploads a file by {@code POST /files}. Reads the file from disk as fast as the server accepts it, so that it is never
 * completely in memory. The server may answer before the file is sent completely.
 */
final class FileUploadRequest {

    private static final String PURPOSE = "assistants";
    private static final int MAX_ANSWER_BYTES = 65_536;
    private static final int PART_BYTES = 65_536;

    /** A server that refuses a file closes the connection, so writing may fail before its answer is read. */
    private static final long ANSWER_AFTER_BREAK_MS = 1_000;

    private final Vertx vertx;
    private final OpenAiTarget openAiTarget;
    private final FileUpload file;
    private final String boundary = "agency-swarm-" + UUID.randomUUID();
    private final Promise<String> id = Promise.promise();
    private final ModelConnections connections;

    /** The time of the last byte that was sent or received. */
    private volatile long lastProgress = System.nanoTime();

    FileUploadRequest(Vertx vertx, ModelConnections connections, OpenAiTarget openAiTarget, FileUpload file) {
        this.vertx = vertx;
        this.connections = connections;
        this.openAiTarget = openAiTarget;
        this.file = file;
    }

    /**
     * Sends the file and waits for its id.
     *
     * @param timeout the maximum time without progress
     */
    String send(Duration timeout) throws InterruptedException {
        connections
                .connect(
                        openAiTarget
                                .post("/files")
                                .putHeader("Content-Type", "multipart/form-data; boundary=" + boundary),
                        openAiTarget)
                .onFailure(id::tryFail)
                .onSuccess(this::send);
        try {
            return await(timeout);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelException failure) {
                throw failure;
            }
            throw ModelException.unreachable(
                    "the model's server did not take the file " + file.name() + " ("
                            + NetworkFault.of(Objects.requireNonNullElse(e.getCause(), e))
                                    .sentence() + ")",
                    e);
        } catch (TimeoutException e) {
            throw new ModelException(
                    ErrorCode.MODEL_TIMEOUT,
                    "the model's server was silent for " + timeout.toMillis() + " ms during the upload of the file "
                            + file.name() + " (agency-swarm.model.read-timeout)",
                    e);
        } finally {
            // Stops an upload that is still in progress. Does nothing if it is complete.
            id.tryFail("given up");
        }
    }

    private String await(Duration timeout) throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<String> answer = id.future().toCompletionStage().toCompletableFuture();
        while (true) {
            long silence = System.nanoTime() - lastProgress;
            try {
                return answer.get(timeout.toNanos() - silence, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - lastProgress >= timeout.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private void progress() {
        lastProgress = System.nanoTime();
    }

    private void send(HttpClientRequest request) {
        progress();
        if (id.future().isComplete()) {
            request.reset();
            return;
        }
        request.exceptionHandler(failure -> onFailure(failure));
        request.response().onSuccess(this::onResponse).onFailure(this::onFailure);
        vertx.fileSystem()
                .open(file.path().toString(), new OpenOptions().setRead(true).setWrite(false))
                .onFailure(e -> id.tryFail(
                        new ModelException(ErrorCode.INTERNAL, "the file " + file.name() + " could not be read", e)))
                .onSuccess(content -> {
                    id.future().onComplete(_ -> content.close());
                    content.size()
                            .compose(size -> write(content, size, request))
                            .onFailure(this::onFailure);
                });
        id.future().onFailure(_ -> Connections.abort(request));
    }

    private void onFailure(Throwable failure) {
        vertx.setTimer(ANSWER_AFTER_BREAK_MS, _ -> id.tryFail(failure));
    }

    private Future<Void> write(AsyncFile content, long size, HttpClientRequest request) {
        Buffer head = Buffer.buffer("--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n"
                + PURPOSE + "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + quoted(file.name())
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        Buffer tail = Buffer.buffer("\r\n--" + boundary + "--\r\n");
        long length = head.length() + size + tail.length();
        request.putHeader("Content-Length", Long.toString(length));
        request.write(head);
        return writeFrom(0, content, request).compose(_ -> request.end(tail));
    }

    /** Writes one part after the other, because the network's acceptance of each is progress. */
    private Future<Void> writeFrom(long position, AsyncFile content, HttpClientRequest request) {
        return content.read(Buffer.buffer(PART_BYTES), 0, position, PART_BYTES).compose(part -> {
            if (part.length() == 0) {
                return Future.succeededFuture();
            }
            return request.write(part).compose(_ -> {
                progress();
                return writeFrom(position + part.length(), content, request);
            });
        });
    }

    /** Escapes a file name as browsers do, so that it can't end its header. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private void onResponse(HttpClientResponse answer) {
        boolean accepted = answer.statusCode() / 100 == 2;
        Buffer body = Buffer.buffer();
        Runnable end = () -> {
            if (accepted) {
                read(body);
            } else {
                id.tryFail(connections.refusal(answer, body.getBytes(), openAiTarget));
            }
        };
        progress();
        answer.handler(chunk -> {
            progress();
            body.appendBuffer(chunk);
            if (body.length() > MAX_ANSWER_BYTES) {
                answer.handler(_ -> {});
                end.run();
                // An answer this long is not read further.
                Connections.abort(answer.request());
            }
        });
        // If the connection breaks, an incomplete error message is still reported.
        answer.exceptionHandler(accepted ? this::onFailure : _ -> end.run());
        answer.endHandler(_ -> end.run());
    }

    private void read(Buffer body) {
        try {
            String text = Json.read(body.getBytes()).path("id").asText("");
            if (!text.isEmpty()) {
                id.tryComplete(text);
                return;
            }
        } catch (JsonProcessingException _) {
            // Reported below, as for JSON without an id.
        }
        id.tryFail(new ModelException(
                ErrorCode.MODEL_FAILED,
                "the model's server accepted the file " + file.name() + " but did not return its id",
                null));
    }
}
