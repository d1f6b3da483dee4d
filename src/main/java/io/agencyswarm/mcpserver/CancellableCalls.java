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
 * The current calls of this process that a client can cancel with a notification: those of clients that send a session
 * id. A call is removed when its request ends. Safe for several threads.
 */
@Singleton
class CancellableCalls {

    private final Caller caller;
    private final ConcurrentMap<CallName, Runnable> cancels = new ConcurrentHashMap<>();

    @Inject
    CancellableCalls(Caller caller) {
        this.caller = caller;
    }

    /** Identifies a call. Includes the caller, so that no other caller can cancel it. */
    private record CallName(@Nullable String principal, String session, JsonNode id) {}

    /**
     * Adds a call until its request ends. Called on the request's own thread.
     *
     * @param cancel cancels the call; must not block
     */
    void add(JsonNode id, Runnable cancel, RoutingContext context) {
        name(id, context).ifPresent(name -> {
            cancels.put(name, cancel);
            RequestEnd.onEnd(context, () -> cancels.remove(name, cancel));
        });
    }

    /** Cancels the caller's call with this id; an unknown id is ignored. Called on the request's own thread. */
    void cancel(JsonNode id, RoutingContext context) {
        name(id, context).map(cancels::get).ifPresent(Runnable::run);
    }

    private Optional<CallName> name(JsonNode id, RoutingContext context) {
        return new McpHeaders(context.request().headers())
                .session()
                .map(session -> new CallName(caller.principal(), session, id));
    }
}
