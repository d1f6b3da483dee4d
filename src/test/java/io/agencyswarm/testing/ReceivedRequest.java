package io.agencyswarm.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that the model server received.
 *
 * @param authorization the header of that name; empty if there was none
 * @param headers all except {@code Host}; with names in the form {@code Like-This}
 * @param body null if it was not a JSON object
 * @param bytes the length of the body
 * @param file the uploaded file; null for other requests
 */
public record ReceivedRequest(
        String method,
        String path,
        String authorization,
        Map<String, List<String>> headers,
        @Nullable ObjectNode body,
        long bytes,
        @Nullable UploadedFile file) {

    private static final Pattern WORD = Pattern.compile("[^-]+");

    static ReceivedRequest of(HttpServerRequest request, Buffer body) {
        return of(request, objectOrNull(body), null);
    }

    /** A form, with its file if it has one. */
    static ReceivedRequest ofForm(HttpServerRequest request, @Nullable UploadedFile file) {
        return of(request, null, file);
    }

    private static ReceivedRequest of(
            HttpServerRequest request, @Nullable ObjectNode body, @Nullable UploadedFile file) {
        String authorization = request.getHeader("Authorization");
        return new ReceivedRequest(
                request.method().name(),
                request.path(),
                authorization == null ? "" : authorization,
                headers(request),
                body,
                request.bytesRead(),
                file);
    }

    /** Returns the request in the format of {@code GET /__requests}. */
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("method", method).put("path", path).put("authorization", authorization);
        json.set("headers", Json.tree(headers));
        if (file != null) {
            return json.put("filename", file.name())
                    .put("purpose", file.purpose())
                    .put("bytes", file.bytes());
        }
        json.set("body", body);
        if (body == null) {
            json.put("bytes", bytes);
        }
        return json;
    }

    private static Map<String, List<String>> headers(HttpServerRequest request) {
        return request.headers().entries().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
                .collect(Collectors.groupingBy(
                        header -> canonical(header.getKey()),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String canonical(String name) {
        return WORD.matcher(name)
                .replaceAll(word -> word.group().substring(0, 1).toUpperCase()
                        + word.group().substring(1).toLowerCase());
    }

    private static @Nullable ObjectNode objectOrNull(Buffer body) {
        try {
            return Json.read(body.getBytes()) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException _) {
            return null;
        }
    }
}
