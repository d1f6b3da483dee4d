package io.agencyswarm.http;

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

/** Writes a {@link ForwardedStream}: the other pod's head at once, then its bytes as they come. Returns before them. */
@Provider
class ForwardedStreamWriter implements ServerMessageBodyWriter<ForwardedStream> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == ForwardedStream.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == ForwardedStream.class;
    }

    @Override
    public void writeResponse(ForwardedStream stream, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext resteasy = (ResteasyReactiveRequestContext) context;
        RoutingContext request = resteasy.unwrap(RoutingContext.class);
        // The one that was negotiated would go over the other pod's.
        resteasy.setResponseContentType((EncodedMediaType) null);
        HttpServerResponse response = request.response();
        response.setChunked(true);
        stream.peer().headers().forEach(response::putHeader);
        new ForwardedResponse(request, stream).write();
    }

    @Override
    public void writeTo(
            ForwardedStream stream,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("A stream is written to its response, not to an OutputStream.");
    }
}
