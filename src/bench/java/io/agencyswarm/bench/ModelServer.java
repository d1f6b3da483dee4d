package io.agencyswarm.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model server with prepared answers, which therefore uses little CPU. The request says what it answers:
 *
 * <ul>
 *   <li>{@code say 50}: 50 words, one delta each; the first four separately, then eight at a time, as from a fast
 *       model;
 *   <li>{@code say 50 every 10ms}: each delta separately, with pauses;
 *   <li>{@code say 50 held}: the first delta, and the rest after a {@code POST /release}.
 * </ul>
 */
final class ModelServer extends AbstractVerticle {

    private static final Pattern SCRIPT = Pattern.compile("say (\\d+)(?: every (\\d+)ms)?( held)?");

    /** The number of deltas that arrive together from a fast model. */
    private static final int BURST = 8;

    private static final int ALONE = 4;

    private static final Map<String, List<Buffer>> ANSWERS = new ConcurrentHashMap<>();

    private static final Queue<Runnable> HELD = new ConcurrentLinkedQueue<>();

    private record Script(int words, int pauseMillis, boolean held) {}

    static void main() throws IOException {
        ChildProcesses.serve(ModelServer::new);
    }

    @Override
    public void start(Promise<Void> started) {
        ChildProcesses.listen(vertx, this::answer).onComplete(started);
    }

    private void answer(HttpServerRequest request) {
        if (request.uri().equals("/release")) {
            for (Runnable remaining = HELD.poll(); remaining != null; remaining = HELD.poll()) {
                remaining.run();
            }
            request.response().end();
            return;
        }
        request.body().onSuccess(body -> {
            for (ModelFormat format : ModelFormat.values()) {
                if (request.uri().equals(format.path())) {
                    answer(format, script(body.toString()), request.response());
                    return;
                }
            }
            request.response().setStatusCode(404).end("no model at " + request.uri());
        });
    }

    private void answer(ModelFormat format, Script script, HttpServerResponse response) {
        boolean fast = script.pauseMillis == 0;
        List<Buffer> pieces = ANSWERS.computeIfAbsent(
                format + " " + script.words + " " + fast,
                _ -> fast ? bursts(format.events(script.words)) : format.events(script.words));
        response.setChunked(true).putHeader("Content-Type", format.mediaType());
        if (script.held) {
            int first = firstDelta(pieces) + 1;
            pieces.subList(0, first).forEach(response::write);
            var context = vertx.getOrCreateContext();
            HELD.add(() -> context.runOnContext(_ -> write(pieces, first, 0, response)));
        } else {
            write(pieces, 0, script.pauseMillis, response);
        }
    }

    /** Each chunk is written separately, so that it is sent separately. */
    private void write(List<Buffer> pieces, int next, int pauseMillis, HttpServerResponse response) {
        if (response.closed()) {
            return;
        }
        if (next == pieces.size()) {
            response.end();
            return;
        }
        response.write(pieces.get(next));
        if (pauseMillis == 0) {
            vertx.getOrCreateContext().runOnContext(_ -> write(pieces, next + 1, 0, response));
        } else {
            vertx.setTimer(pauseMillis, _ -> write(pieces, next + 1, pauseMillis, response));
        }
    }

    private static List<Buffer> bursts(List<Buffer> events) {
        int alone = firstDelta(events) + ALONE;
        List<Buffer> bursts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (i < alone || (i - alone) % BURST == 0) {
                bursts.add(Buffer.buffer());
            }
            bursts.getLast().appendBuffer(events.get(i));
        }
        return bursts;
    }

    private static int firstDelta(List<Buffer> events) {
        int index = 0;
        while (!events.get(index).toString().contains("\"w1 \"")) {
            index++;
        }
        return index;
    }

    private static Script script(String request) {
        Matcher matcher = SCRIPT.matcher(request.substring(Math.max(0, request.lastIndexOf("say "))));
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException("no script in " + request);
        }
        return new Script(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)),
                matcher.group(3) != null);
    }
}
