package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.http.Framing;
import java.util.Optional;

/** How a family of providers is spoken to: LangChain4j's client for it, and what that client can't say by itself. */
interface Dialect {

    /**
     * What a family takes in a conversation.
     *
     * @param oneText whether the texts of a message have to be one
     * @param argumentsAreObjects whether a call's arguments have to be a JSON object
     * @param systemFirst whether only the beginning may be the system's; what it says later goes as a user's message
     *     then, because it must neither be refused nor be moved to where the model takes it for an old rule
     * @param signatures what the signatures of this family's thoughts begin with; empty where it signs none
     */
    record Rules(
            Pictures pictures, boolean oneText, boolean argumentsAreObjects, boolean systemFirst, String signatures) {}

    /** In which form a family takes pictures. */
    enum Pictures {
        /** As the address that the client sent, whatever it is. */
        ADDRESS,
        /** As an address on the web or as bytes. */
        ADDRESS_OR_BYTES,
        /** As bytes only: for the web LangChain4j would fetch them itself, from wherever a client says. */
        BYTES
    }

    /** What the family takes in a conversation. */
    Rules rules();

    /** A client for one request, which goes out through {@code http}. */
    StreamingChatModel client(Access access, ModelRequest request, HttpClientBuilder http);

    /** How an answer comes. */
    default Framing framing() {
        return Framing.SSE;
    }

    /** Writes into a request's body what LangChain4j could not say, and takes out what it should not have. */
    void finish(ObjectNode body, ModelRequest request);

    /** An event's data as LangChain4j can read it. */
    default String readable(String data) {
        return data;
    }

    /** What an event holds for the reasoning before it, to be sent back with it in the next request. */
    default Optional<String> signature(String data) {
        return Optional.empty();
    }
}
