package io.agencyswarm.sse;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;

/** Writes an {@link SseStream}. */
@Provider
public class SseStreamWriter extends StreamWriter<SseStream> {

    /** Called by Quarkus. */
    public SseStreamWriter() {
        super(SseStream.class);
    }

    @Override
    protected void begin(SseStream stream, RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-cache");
        response.putHeader("X-Accel-Buffering", "no");
        new SseResponse(context, stream.config()).write(stream.events());
    }
}
