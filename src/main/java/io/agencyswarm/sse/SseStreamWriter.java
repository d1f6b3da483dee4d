package io.agencyswarm.sse;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.EncodedMediaType;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes an {@link SseStream}: the head at once, then the events as they come. Returns before the first event. */
@Provider
public class SseStreamWriter implements ServerMessageBodyWriter<SseStream> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == SseStream.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == SseStream.class;
    }

    @Override
    public void writeResponse(SseStream stream, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext resteasy = (ResteasyReactiveRequestContext) context;
        RoutingContext request = resteasy.unwrap(RoutingContext.class);
        // The one that was negotiated would go over ours.
        resteasy.setResponseContentType((EncodedMediaType) null);
        HttpServerResponse response = request.response();
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-cache");
        response.putHeader("X-Accel-Buffering", "no");
        new SseResponse(request, stream.config()).write(stream.events());
    }

    @Override
    public void writeTo(
            SseStream stream,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("A stream is written to its response, not to an OutputStream.");
    }
}
