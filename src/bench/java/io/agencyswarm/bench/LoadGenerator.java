package io.agencyswarm.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders from its standard input, sends the requests of each and writes its results as one line. An order is an
 * {@link Order} as JSON, or {@link #AWAIT}, which waits for the end of the requests that are held open. An instance
 * handles one order and is confined to one event loop.
 */
final class LoadGenerator {

    static final String AWAIT = "await";

    private static final int MAX_CONNECTIONS = 20_000;

    /** The maximum number of requests that are opened at the same time, if they are to be held open. */
    private static final int OPENING = 100;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * An order.
     *
     * @param words the number of words of the answer; its first word is the first delta, and an answer without its last
     *     word is a failure
     * @param clients the number of clients, of which each sends one request after another until the time is over; with
     *     {@code held} each sends one request, whatever the time
     * @param rate requests per second, sent whether or not earlier ones are answered; with zero each client waits for
     *     its answer
     */
    record Order(int port, String path, String body, int words, int clients, int rate, double seconds, boolean isHeld) {

        Order at(int otherRate) {
            return new Order(port, path, body, words, clients, otherRate, seconds, isHeld);
        }
    }

    /**
     * The results of an order.
     *
     * @param started the number of answers whose first word has arrived
     * @param failure the first failure; empty if there is none
     * @param p50 the median time from a request to the first word of its answer, in milliseconds
     */
    record Result(int started, int complete, int failures, String failure, double seconds, double p50, double p99) {}

    private final Vertx vertx;
    private final HttpClient http;
    private final Order order;
    private final Buffer body;

    private final CompletableFuture<Result> end = new CompletableFuture<>();
    private final CompletableFuture<Result> allStarted = new CompletableFuture<>();
    private final List<Long> waits = new ArrayList<>();
    private long begin;
    private int sent;
    private int open;
    private int complete;
    private int failures;
    private String failure = "";

    private LoadGenerator(Vertx vertx, HttpClient http, Order order) {
        this.vertx = vertx;
        this.http = http;
        this.order = order;
        this.body = Buffer.buffer(order.body);
    }

    static void main() throws IOException {
        Vertx vertx = Vertx.vertx();
        HttpClient http = vertx.createHttpClient(
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_CONNECTIONS));
        Context eventLoop = vertx.getOrCreateContext();
        ObjectMapper json = new ObjectMapper();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        @Nullable LoadGenerator load = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Result result;
            if (load != null && line.equals(AWAIT)) {
                result = load.end().join();
            } else {
                load = new LoadGenerator(vertx, http, json.readValue(line, Order.class));
                eventLoop.runOnContext(load::begin);
                result = load.result().join();
            }
            System.out.println(json.writeValueAsString(result));
        }
        vertx.close();
    }

    /**
     * Completes with the results once all requests are answered or, if they are held open, once all answers have begun.
     */
    CompletableFuture<Result> result() {
        return order.isHeld ? allStarted : end;
    }

    /** Completes with the results once all requests are answered. */
    CompletableFuture<Result> end() {
        return end;
    }

    void begin(Object nothing) {
        begin = System.nanoTime();
        if (order.rate > 0) {
            vertx.setPeriodic(1, this::sendDue);
            return;
        }
        int first = order.isHeld ? Math.min(OPENING, order.clients) : order.clients;
        for (int i = 0; i < first; i++) {
            send(System.nanoTime());
        }
    }

    /** Latency is measured from the time at which a request was due, not from the time at which it was sent. */
    private void sendDue(long timer) {
        double elapsed = seconds();
        if (elapsed >= order.seconds) {
            vertx.cancelTimer(timer);
            endIfOver();
            return;
        }
        for (int due = (int) (elapsed * order.rate); sent < due; ) {
            send(begin + (long) (sent * NANOS_PER_SECOND / order.rate));
        }
    }

    private void send(long due) {
        sent++;
        open++;
        Answer answer = new Answer(due);
        http.request(HttpMethod.POST, order.port, ChildProcesses.HOST, order.path)
                .compose(request ->
                        request.putHeader("Content-Type", "application/json").send(body))
                .onSuccess(answer::read)
                .onFailure(e -> answer.end(e.toString()));
    }

    private void begun() {
        if (order.isHeld) {
            if (sent < order.clients) {
                send(System.nanoTime());
            }
            if (waits.size() + failures == order.clients) {
                allStarted.complete(results());
            }
        }
    }

    private void endIfOver() {
        boolean over = order.isHeld ? sent == order.clients : seconds() >= order.seconds;
        if (over && open == 0) {
            end.complete(results());
        }
    }

    private double seconds() {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private Result results() {
        List<Long> sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return new Result(
                waits.size(), complete, failures, failure, seconds(), quantile(sorted, 0.5), quantile(sorted, 0.99));
    }

    private static double quantile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1))) / NANOS_PER_MILLI;
    }

    /** An answer that is being received. */
    private final class Answer {

        private final long due;
        private final Word first = new Word(1);
        private final Word last = new Word(order.words);
        private boolean over;

        Answer(long due) {
            this.due = due;
        }

        void read(HttpClientResponse response) {
            if (response.statusCode() != 200) {
                response.body().onComplete(body -> end(response.statusCode() + " " + body.result()));
                return;
            }
            response.handler(this::take);
            response.exceptionHandler(e -> end(e.toString()));
            response.endHandler(_ -> end(last.found ? "" : "the answer ended without its last word"));
        }

        private void take(Buffer piece) {
            if (!first.found && first.isIn(piece)) {
                waits.add(System.nanoTime() - due);
                begun();
            }
            if (!last.found) {
                last.isIn(piece);
            }
        }

        void end(String why) {
            if (over) {
                return;
            }
            over = true;
            open--;
            if (why.isEmpty()) {
                complete++;
            } else {
                failures++;
                failure = failure.isEmpty() ? why : failure;
                begun();
            }
            if (!order.isHeld && order.rate == 0 && seconds() < order.seconds) {
                send(System.nanoTime());
            } else {
                endIfOver();
            }
        }
    }

    /** Finds a word of the answer, even if it is split between two chunks. */
    private static final class Word {

        private final byte[] text;
        private int matched;
        private boolean found;

        Word(int number) {
            text = ("w" + number + " ").getBytes(StandardCharsets.US_ASCII);
        }

        boolean isIn(Buffer piece) {
            byte[] bytes = piece.getBytes();
            for (int i = 0; i < bytes.length && !found; i++) {
                if (bytes[i] == text[matched]) {
                    matched++;
                } else {
                    matched = bytes[i] == text[0] ? 1 : 0;
                }
                found = matched == text.length;
            }
            return found;
        }
    }
}
