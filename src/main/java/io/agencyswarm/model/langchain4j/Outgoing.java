package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request as LangChain4j wants it to go out.
 *
 * @param listener what reads the answer's events
 */
record Outgoing(HttpRequest request, ServerSentEventListener listener) {

    /** Headers of the connection, which are not a client's to set. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "content-type", "host", "te", "trailer", "transfer-encoding", "upgrade");

    /** Address and headers, for this body. */
    RequestOptions options(Access access, Framing answer, byte[] body) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(request.url());
        request.headers().forEach((name, values) -> {
            if (!values.getFirst().contains(Access.NO_KEY)) {
                options.putHeader(name, values.getFirst());
            }
        });
        options.putHeader("Accept", answer.mediaType());
        access.headers().forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                options.putHeader(name, value);
            }
        });
        access.sign(options, request.url(), body);
        return options;
    }

    /** The body, with what the dialect and the extra arguments add to it. */
    byte[] body(Dialect dialect, ModelRequest asked) {
        try {
            ObjectNode body = (ObjectNode) Json.read(request.body());
            dialect.finish(body, asked);
            extra(asked.settings().extraArguments(), body);
            extra(asked.binding().extraArguments(), body);
            return Json.bytes(body);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void extra(Map<String, Object> arguments, ObjectNode body) {
        arguments.forEach((name, value) -> body.set(name, Json.tree(value)));
    }
}
