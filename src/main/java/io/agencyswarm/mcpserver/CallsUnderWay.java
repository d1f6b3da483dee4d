package io.agencyswarm.mcpserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.auth.Caller;
import io.agencyswarm.request.RequestEnd;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this process that a client can cancel by a message: those of clients that name a session. Holds nothing
 * but calls under way. Safe for several threads.
 */
@Singleton
class CallsUnderWay {

    private final Caller caller;
    private final ConcurrentMap<Name, Runnable> cancels = new ConcurrentHashMap<>();

    @Inject
    CallsUnderWay(Caller caller) {
        this.caller = caller;
    }

    /** A call as its client names it; that of another caller is another. */
    private record Name(@Nullable String subject, String session, JsonNode id) {}

    /**
     * From now to the end of its request a call can be cancelled. On the request's own thread.
     *
     * @param cancel cancels the call; must not block
     */
    void enter(JsonNode id, Runnable cancel, RoutingContext request) {
        name(id, request).ifPresent(name -> {
            cancels.put(name, cancel);
            RequestEnd.run(request, () -> cancels.remove(name, cancel));
        });
    }

    /** Cancels the caller's call of this id; one that is not there may be over. On the request's own thread. */
    void cancel(JsonNode id, RoutingContext request) {
        name(id, request).map(cancels::get).ifPresent(Runnable::run);
    }

    private Optional<Name> name(JsonNode id, RoutingContext request) {
        return new MessageHeaders(request.request().headers())
                .session()
                .map(session -> new Name(caller.subject(), session, id));
    }
}
