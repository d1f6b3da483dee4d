package io.agencyswarm.http.response;

import io.agencyswarm.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes an {@link JsonResponseBody} with this library's own mapper, which applications do not configure. */
@Provider
class JsonResponseBodyWriter implements ServerMessageBodyWriter<JsonResponseBody> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return JsonResponseBody.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return JsonResponseBody.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(JsonResponseBody body, Type genericType, ServerRequestContext context)
            throws IOException {
        try (OutputStream out = context.getOrCreateOutputStream()) {
            Json.mapper().writeValue(out, body);
        }
    }

    @Override
    public void writeTo(
            JsonResponseBody body,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        Json.mapper().writeValue(out, body);
    }
}
