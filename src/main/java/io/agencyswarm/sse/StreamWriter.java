package io.agencyswarm.sse;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.EncodedMediaType;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes a response that is a stream: its head at once, the rest as it is produced. Returns before that.
 *
 * @param <T> the type that a resource returns for such a response
 */
public abstract class StreamWriter<T> implements ServerMessageBodyWriter<T> {

    private final Class<T> written;

    /** Creates a writer of exactly this type. */
    protected StreamWriter(Class<T> written) {
        this.written = written;
    }

    /** Writes the head and starts to write the rest; called on the request's thread. */
    protected abstract void begin(T stream, RoutingContext context);

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == written;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == written;
    }

    @Override
    public void writeResponse(T stream, Type genericType, ServerRequestContext resteasyContext) {
        ResteasyReactiveRequestContext resteasy = (ResteasyReactiveRequestContext) resteasyContext;
        RoutingContext context = resteasy.unwrap(RoutingContext.class);
        // The negotiated content type would replace the stream's.
        resteasy.setResponseContentType((EncodedMediaType) null);
        context.response().setChunked(true);
        begin(stream, context);
    }

    @Override
    public void writeTo(
            T stream,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("A stream is written to its response, not to an OutputStream.");
    }
}
