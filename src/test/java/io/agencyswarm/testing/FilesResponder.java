package io.agencyswarm.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /v1/files}, where a file's name is its script, and deletes files. Lives on the event loop. */
final class FilesResponder {

    private static final long CREATED = 1_767_225_600;
    private static final Pattern FAIL = Pattern.compile("fail-(\\d{3})(?:-(\\d{1,4}))?");

    private final Replies replies;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> uploads = new ConcurrentHashMap<>();

    FilesResponder(Replies replies) {
        this.replies = replies;
    }

    /** Forgets all files; by any thread. */
    void forget() {
        ids.clear();
        uploads.clear();
    }

    /** Answers an upload that came whole. */
    void upload(HttpServerRequest request, ModelExchange exchange) {
        HttpServerResponse response = request.response();
        UploadedFile file = exchange.request().file();
        if (file == null) {
            replies.error(response, 400, "file is required");
            return;
        }
        String script = file.name().replaceFirst("\\.[^.]*$", "");
        Matcher fail = FAIL.matcher(script);
        if (fail.matches() && fails(file.name(), fail.group(2))) {
            replies.fail(response, Integer.parseInt(fail.group(1)));
        } else if (script.equals("hang")) {
            replies.silence(response, exchange);
        } else if (script.equals("refuse")) {
            request.connection().close();
        } else {
            replies.json(response, 200, created(file));
        }
    }

    /** Deletes the file that a path names. */
    void delete(HttpServerRequest request, String id) {
        if (ids.remove(id)) {
            ObjectNode deleted = Json.object().put("id", id).put("object", "file");
            replies.json(request.response(), 200, deleted.put("deleted", true));
        } else {
            replies.error(request.response(), 404, "No such File object: " + id);
        }
    }

    private boolean fails(String name, @Nullable String times) {
        return times == null || uploads.merge(name, 1, Integer::sum) <= Integer.parseInt(times);
    }

    private ObjectNode created(UploadedFile file) {
        String id = replies.ids().next("file").replace('_', '-');
        ids.add(id);
        ObjectNode created = Json.object().put("id", id).put("object", "file").put("bytes", file.bytes());
        created.put("created_at", CREATED).putNull("expires_at");
        return created.put("filename", file.name())
                .put("purpose", file.purpose())
                .put("status", "processed");
    }
}
